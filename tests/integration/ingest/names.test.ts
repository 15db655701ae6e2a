import { expect, it } from 'vitest';
import { ACCOUNT_HASH_VECTORS, type SdkConfig } from '../../../sdk/src/wire';
import { accountHash } from '../../../lib/ingest/decode/account-hash';
import { listEndpointChanges, updateEndpoint } from '../../../lib/projects';
import { compactProject } from '../../../lib/rollups';
import { erasures } from '../../../lib/storage';
import { contextOf } from './context-of';
import { row, startIngest, whileForgetting, wireBatch } from './harness';

const minuteOf = (at: Date): number => Math.floor(at.getTime() / 60_000);
/** A word for each number. */
const letters = (number: number): string =>
  number.toString(26).replace(/./g, (digit) => 'abcdefghijklmnopqrstuvwxyz'.charAt(parseInt(digit, 26)));

const endpoints = `select count(*) from endpoint where id > 1`;
const underOther = `select count(*) from call where endpoint_id = 1`;

// names are bounded
it('100,000 distinct routes give at most 2,000 endpoints and one visible warning', async () => {
  const world = await startIngest();
  for (let from = 0; from < 100_000; from += 10_000) {
    const calls = Array.from({ length: 10_000 }, (_, at) => row({ route: `/page/${letters(from + at)}` }));
    expect((await world.post({ calls })).body.accepted).toBe(10_000);
  }
  expect(await world.count(endpoints)).toBe(2_000);
  expect(await world.count(underOther)).toBe(98_000);
  expect(await world.count(`${underOther} and path like '/page/%'`)).toBe(98_000);
  expect(world.counted.warnings).toHaveLength(1);
});

it('that the bound is reached is logged once, although all is forgotten again and again, and shown', async () => {
  const world = await startIngest();
  const ctx = await contextOf(world, 'viewer');
  const isFull = async () => (await listEndpointChanges(ctx, { projectId: world.projectId })).full;
  expect(await isFull()).toBe(false);
  await whileForgetting(world, async () => {
    for (let post = 0; post < 6; post += 1) {
      const calls = Array.from({ length: 500 }, (_, at) => row({ route: `/page-${letters(post + 1)}/${letters(at)}` }));
      await world.post({ calls });
    }
  });
  expect(await world.count(endpoints)).toBe(2_000);
  expect(world.counted.warnings).toHaveLength(1);
  expect(await isFull()).toBe(true);
});

it('an import of old calls into an archive is bounded the same way', async () => {
  const world = await startIngest();
  const old = { finishedAt: '2015-05-17T10:05:03Z', environment: 'archive' };
  for (let post = 0; post < 3; post += 1) {
    const calls = Array.from({ length: 1_000 }, (_, at) =>
      row({ ...old, route: `/page-${'x'.repeat(post)}/${letters(at)}` }),
    );
    expect((await world.post({ calls })).body.accepted).toBe(1_000);
  }
  expect(await world.count(endpoints)).toBe(2_000);
  expect(await world.count(underOther)).toBe(1_000);
});

it('at most 10,000 consumers; the calls of the others are kept without', async () => {
  const world = await startIngest();
  const post = (from: number) =>
    world.post({ calls: Array.from({ length: 6_000 }, (_, at) => row({ consumer: `c${from + at}` })) });
  await post(0);
  await post(6_000);
  expect(await world.count('select count(*) from consumer')).toBe(10_000);
  expect(await world.count('select count(*) from call where consumer_id = 0')).toBe(2_000);
});

it('10,000 user agents that somebody made up keep new ones out for a day; those of every day stay', async () => {
  const world = await startIngest();
  const { storage, clock } = world;
  const latest = `select user_agent_id from call order by id desc limit 1`;
  const send = (userAgent: string) => world.post({ calls: [row({ userAgent })] });
  await world.post({ calls: Array.from({ length: 10_000 }, (_, at) => row({ userAgent: `x/${at}`, status: 404 })) });
  await send('shop-app/2.0');
  expect(await world.count(latest)).toBe(0);
  await storage.query(
    `update user_agent set first_seen_at = first_seen_at - interval '25 hours', last_seen_at = last_seen_at - interval '25 hours'`,
  );
  clock.aheadMs = 300_000;
  await send('x/7');
  const seen = await storage.query(`select value from user_agent where last_seen_at > now() - interval '25 hours'`);
  expect(seen.rows).toEqual([{ value: 'x/7' }]);
  await send('shop-app/2.0');
  expect(await world.count(latest)).toBe(10_001);
  await storage.query(
    `insert into user_agent (project_id, id, value, first_seen_at, last_seen_at)
     select $1, n, 'old/' || n, now() - interval '90 days', now() - interval '60 days' from generate_series(20001, 60000) n`,
    [world.projectId],
  );
  await send('shop-app/3.0');
  expect(await world.count(latest)).toBe(60_001);
  expect(await world.count('select count(*) from user_agent')).toBe(50_000);
  expect(await world.count(`select count(*) from user_agent where value like 'old/%'`)).toBe(39_998);
});

it('a path whose calls were all refused or failed is no endpoint until one is answered', async () => {
  const world = await startIngest();
  const call = (status: number): object => row({ route: undefined, path: '/wp-login.php', status });
  const refused = [400, 401, 403, 404, 405, 422, 429, 500, 503];
  await world.post({ calls: refused.map(call) });
  expect(await world.count(endpoints)).toBe(0);
  expect(await world.count(underOther)).toBe(refused.length);
  await world.post({ calls: [call(200)] });
  await world.post({ calls: refused.map(call) });
  expect(await world.count(endpoints)).toBe(1);
  expect(await world.count(underOther)).toBe(refused.length);
});

it('refused logins show on their endpoint before one succeeds, and at most 20 of what a stranger makes up', async () => {
  const world = await startIngest();
  const login = (path: string, status = 401): object => row({ method: 'POST', route: undefined, path, status });
  await world.post({ calls: [login('/auth/login'), login('/auth/sign-in', 404)] });
  expect(await world.count(`select count(*) from endpoint where route = '/auth/login'`)).toBe(1);
  expect(await world.count(underOther)).toBe(1);
  const words = Array.from({ length: 200 }, (_, at) => `/w${at.toString(2).replaceAll('0', 'a').replaceAll('1', 'b')}`);
  await world.post({ calls: words.map((word) => login(`${word}/login`)) });
  expect(await world.count(endpoints)).toBe(20);
  expect(await world.count('select count(*) from route_parameter')).toBe(0);
});

it('calls without a route count under __other__', async () => {
  const world = await startIngest();
  const batch = wireBatch(2);
  batch.calls.route[1] = -1;
  await world.post(batch);
  expect(await world.count(underOther)).toBe(1);
});

it('the same new names in many posts at once get one id each', async () => {
  const world = await startIngest();
  const calls = Array.from({ length: 50 }, (_, at) =>
    row({ route: `/r${at}`, consumer: `c${at}`, userAgent: `a${at}` }),
  );
  await Promise.all(Array.from({ length: 10 }, () => world.post({ calls })));
  expect(await world.count(endpoints)).toBe(50);
  expect(await world.count('select max(id) from consumer')).toBe(50);
  expect(
    await world.count('select count(*) from call c join endpoint e on e.id = c.endpoint_id where c.path is null'),
  ).toBe(500);
});

// logins
it('a marked call makes its endpoint a login endpoint, and POSTs there are judged by status', async () => {
  const world = await startIngest();
  const login = (status: number, changes: object = {}): object =>
    row({ method: 'POST', route: '/session', status, account: 'Ada@Example.com ', ...changes });
  await world.post({ calls: [login(401)] });
  expect(await world.count('select flags & 3 from call')).toBe(0);
  await world.post({ calls: [login(401, { loginOutcome: 'failure' })] });
  await world.post({
    calls: [login(200), login(401), login(403), login(500), login(429), row({ route: '/session' })],
  });
  const { rows } = await world.storage.query('select flags & 3 as outcome from call order by id offset 2');
  expect(rows.map(({ outcome }) => outcome)).toEqual([1, 2, 2, 3, 0, 0]);
  expect(await world.count('select count(distinct account_hash) from call')).toBe(1);
});

it('what detectors need is queued with the flush; 2,000 a second and project at most', async () => {
  const world = await startIngest();
  await world.post({ calls: [row(), row({ status: 404 }), row({ status: 401 }), row({ status: 429 })] });
  const { rows } = await world.storage.query('select kind from signal order by id');
  expect(rows.map(({ kind }) => kind)).toEqual([3, 2, 4]);
  expect(await world.count('select count(*) from signal_feed')).toBe(1);
  await world.post({ calls: Array.from({ length: 9_000 }, () => row({ status: 404 })) });
  expect(world.counted.signalsLost).toBeGreaterThan(0);
  expect(await world.count('select count(*) from signal')).toBe(9_003 - world.counted.signalsLost);
});

it('accounts are hashed as the SDK hashes them', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, at) => at));
  for (const [account, hash] of ACCOUNT_HASH_VECTORS) expect(accountHash(key, account).toString('hex')).toBe(hash);
});

// sdk/config
it('gives the account key and the limits, and nothing new while nothing changed', async () => {
  const world = await startIngest();
  const headers = { authorization: `Bearer ${world.ingestKey}` };
  const first = await fetch(world.url, { headers });
  const config = (await first.json()) as SdkConfig;
  expect(Buffer.from(config.accountKey, 'base64')).toHaveLength(32);
  expect(config).toMatchObject({ actions: [], limits: { maxCallsPerBatch: 10_000 } });
  const again = await fetch(world.url, { headers: { ...headers, 'if-none-match': first.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
  expect((await fetch(world.url)).status).toBe(401);
});

it('a name that comes in a batch with older calls of others is seen first and last when its own calls were', async () => {
  const world = await startIngest();
  const nowMs = Date.now();
  const [old, young] = [nowMs - 10 * 86_400_000, nowMs - 1_000];
  const calls = [
    row({ finishedAt: old, consumer: 'old', route: '/old' }),
    row({ finishedAt: young, consumer: 'young', route: '/young' }),
  ];
  expect((await world.post({ calls })).body.accepted).toBe(2);
  while ((await compactProject(world.storage, world.projectId, new Date())).moved > 0);
  const { rows } = await world.storage.query<{ name: string; first: Date; last: Date }>(
    `select name, first_seen_at as first, last_seen_at as last from consumer
     union all select route, first_seen_at, last_seen_at from endpoint where id > 1 order by 1`,
  );
  const minutes = rows.map(({ name, first, last }) => [name, ...[first, last].map(minuteOf)]);
  const of = (name: string, ms: number) => [name, minuteOf(new Date(ms)), minuteOf(new Date(ms))];
  expect(minutes).toEqual([of('/old', old), of('/young', young), of('old', old), of('young', young)]);
});

// this ingest hears no announcements
it('a login, an erased name and an endpoint that is ignored are followed within five seconds, heard of or not', async () => {
  const world = await startIngest();
  const { storage, projectId } = world;
  const ctx = await contextOf(world, 'owner');
  const send = () => world.post({ calls: [row({ method: 'POST', route: '/session', status: 401 })] });
  await send();
  const endpointId = await world.count(`select id from endpoint where route = '/session'`);
  await storage.transaction((tx) => erasures.deleteConsumerName(tx, { projectId, consumerId: 1 }));
  await updateEndpoint(ctx, { projectId, endpointId, isLogin: true });
  world.clock.aheadMs = 5_000;
  await send();
  const { rows } = await storage.query('select flags & 3 as outcome, consumer_id from call order by id');
  expect(rows).toEqual([
    { outcome: 0, consumer_id: 1 },
    { outcome: 2, consumer_id: 2 },
  ]);
  await updateEndpoint(ctx, { projectId, endpointId, ignored: true });
  world.clock.aheadMs = 10_000;
  expect((await send()).body.accepted).toBe(1);
  expect(await world.count('select count(*) from call')).toBe(2);
});

it('names that were changed in the database itself are read again after five minutes', async () => {
  const world = await startIngest();
  const send = () => world.post({ calls: [row({ route: '/quiet' })] });
  await send();
  await world.storage.query(`update endpoint set ignored_at = now() where route = '/quiet'`);
  world.clock.aheadMs = 300_000;
  await send();
  expect(await world.count('select count(*) from call')).toBe(1);
});
