import { Client } from 'pg';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createIngest } from '../../../lib/ingest';
import { tellQuotas } from '../../../lib/projects';
import { quotas } from '../../../lib/storage';
import { Readable } from 'node:stream';
import { waitFor } from '../../support';
import { bootstrapProject, row, SECRET, startIngest, wireBatch, type IngestWorld } from './harness';

const DAY_MS = 86_400_000;
const many = (calls: number) => ({ calls: Array.from({ length: calls }, () => row()) });

const setQuota = (world: IngestWorld, change: { perDay?: number; perMonth?: number }, projectId = world.projectId) =>
  world.storage.query('update project set quota_per_day = $2, quota_per_month = $3 where id = $1', [
    projectId,
    change.perDay ?? null,
    change.perMonth ?? null,
  ]);

const used = (world: IngestWorld, what: string, projectId = world.projectId): Promise<number> =>
  world.count(
    `select ${what} from quota_usage where project_id = ${projectId} and period = 'day' order by starts desc`,
  );

it('a quota that is used up refuses the next post unread, says when it begins anew, and takes calls again then', async () => {
  const world = await startIngest();
  await setQuota(world, { perDay: 10 });
  expect((await world.post(many(8))).status).toBe(202);
  expect((await world.post(many(5))).status).toBe(202); // what a post costs is known only once it is read
  const refused = await world.post('{"calls": [not even JSON');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toMatch(/^[1-5]$/);
  const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
  expect(refused.body.error?.message).toContain(
    `10 calls a day is used up; it begins anew at ${tomorrow}T00:00:00.000Z`,
  );
  world.clock.aheadMs = DAY_MS;
  expect((await world.post(many(1))).status).toBe(202);
  expect(await world.count('select count(*) from call')).toBe(14);
});

/** Makes the database say that its disk is full when calls are written; answers what makes room. */
async function fillDisk({ appUrl }: IngestWorld): Promise<() => Promise<unknown>> {
  const url = new URL(inject('testPostgres').ownerUrl);
  url.pathname = new URL(appUrl).pathname;
  const owner = new Client(url.href);
  await owner.connect();
  onTestFinished(() => owner.end());
  await owner.query(`
    create function is_full() returns trigger language plpgsql as $$
      begin raise 'could not extend file: No space left on device' using errcode = '53100'; end $$;
    create trigger full_disk before insert on call for each row execute function is_full()`);
  return () => owner.query('drop trigger full_disk on call');
}

it('what could not be stored is given back, however often it is tried', async () => {
  const world = await startIngest();
  await setQuota(world, { perDay: 30 });
  await world.storage.query('update project set quota_per_minute = 60');
  world.ingest.forget([world.projectId]);
  const makeRoom = await fillDisk(world);
  const post = () => world.post(many(20), { 'idempotency-key': 'again' });
  for (let n = 0; n < 8; n++) expect((await post()).status).toBe(503);
  await makeRoom();
  expect((await post()).status).toBe(202);
  await waitFor(async () => (await used(world, 'calls')) === 20);
});

it('every post costs one of the minute at least; a heartbeat costs nothing of the day unless it tells of losses', async () => {
  const world = await startIngest();
  await setQuota(world, { perDay: 1 });
  for (let n = 0; n < 3; n++) expect((await world.post(wireBatch(0))).status).toBe(202);
  expect((await world.post(wireBatch(0, { dropped: { full: 1 } }))).status).toBe(202);
  expect((await world.post(wireBatch(0))).body.error?.message).toContain('1 calls a day is used up');
  const other = await bootstrapProject(world.storage, 'Other');
  await world.storage.query('update project set quota_per_minute = 1');
  const authorization = `Bearer ${other.ingestKey}`;
  const statuses: number[] = [];
  for (let n = 0; n < 3; n++) statuses.push((await world.post(wireBatch(0), { authorization })).status);
  expect(statuses).toEqual([202, 202, 429]); // the second overdraws what was saved up since the first
});

it('a body that cannot be read costs of the minute what it took to read it, and nothing of the day', async () => {
  const world = await startIngest();
  await setQuota(world, { perDay: 5 });
  await world.storage.query('update project set quota_per_minute = 100');
  expect((await world.post(`{"calls": [${'1,'.repeat(400_000)}`)).status).toBe(400);
  expect((await world.post(many(1))).body.error?.message).toContain('100 calls a minute');
  await world.storage.query('update project set quota_per_minute = 100000000');
  world.ingest.forget([world.projectId]);
  await waitFor(async () => (await world.post(many(5))).status === 202);
});

it('a post whose id stands for another body costs of the minute what it took to read it, and nothing of the day', async () => {
  const world = await startIngest();
  await setQuota(world, { perDay: 100 });
  const post = (calls: number, id: string) => world.post(many(calls), { 'idempotency-key': id });
  expect((await post(3, 'first')).status).toBe(202);
  expect((await post(20, 'first')).status).toBe(409);
  expect((await post(5, 'second')).status).toBe(202);
  await waitFor(async () => (await used(world, 'calls')) >= 8);
  expect(await used(world, 'calls')).toBe(8);
  await world.storage.query('update project set quota_per_minute = 60');
  world.ingest.forget([world.projectId]);
  expect((await post(600, 'first')).status).toBe(409);
  expect((await post(1, 'third')).body.error?.message).toContain('60 calls a minute');
});

it('a quota of the month is kept beside that of the day', async () => {
  const world = await startIngest();
  await setQuota(world, { perDay: 100, perMonth: 3 });
  await world.post(many(3));
  expect((await world.post(many(1))).body.error?.message).toContain('3 calls a month');
});

it('every post that a quota refused is counted with its bytes, so that nothing is lost silently', async () => {
  const world = await startIngest();
  await setQuota(world, { perDay: 1 });
  await world.post(many(1));
  const body = JSON.stringify(many(2));
  for (let n = 0; n < 3; n++) expect((await world.post(body)).status).toBe(429);
  await waitFor(async () => (await used(world, 'refused_posts')) === 3);
  expect(await used(world, 'refused_bytes')).toBe(3 * Buffer.byteLength(body));
  expect(await used(world, 'calls')).toBe(1);
});

it('a refused post is counted for the quota that refused it, and for no other', async () => {
  const world = await startIngest();
  const set = async (perMinute: number, others: { perDay?: number; perMonth?: number } = {}) => {
    await world.storage.query('update project set quota_per_minute = $1', [perMinute]);
    await setQuota(world, others);
    world.ingest.forget([world.projectId]);
  };
  const refuse = async (posts: number) => {
    for (let n = 0; n < posts; n++) expect((await world.post(many(1))).status).toBe(429);
  };
  await set(60);
  expect((await world.post(many(600))).status).toBe(202);
  await refuse(3);
  world.clock.aheadMs = 60_000; // the quota of the minute is refilled
  await set(100_000_000, { perDay: 600 });
  await refuse(2);
  await set(100_000_000, { perDay: 10_000, perMonth: 600 });
  await refuse(4);
  const counts = () =>
    world.storage.query(
      `select period, sum(calls)::int as calls, sum(refused_posts)::int as refused from quota_usage group by 1 order by 1`,
    );
  const refused = async (): Promise<number> => (await counts()).rows.reduce((sum, one) => sum + Number(one.refused), 0);
  await waitFor(async () => (await refused()) === 9);
  expect((await counts()).rows).toEqual([
    { period: 'day', calls: 600, refused: 2 },
    { period: 'minute', calls: 0, refused: 3 },
    { period: 'month', calls: 600, refused: 4 },
  ]);
});

it('processes share a quota: beyond it is taken at most what each accepts before it hears of the others', async () => {
  const world = await startIngest();
  await setQuota(world, { perDay: 10 });
  const none = (): void => undefined;
  const observer = {
    answered: none,
    refused: none,
    step: none,
    flushed: none,
    ignored: none,
    signalsLost: none,
    rateRowsDropped: none,
  };
  const other = createIngest({ storage: world.storage, secret: SECRET, observer, nowMs: Date.now, warn: none });
  onTestFinished(() => other.close());
  const postOther = (calls: number): Promise<string> => {
    const headers = { authorization: `Bearer ${world.ingestKey}`, 'content-type': 'application/json' };
    const post = { headers, body: Readable.from([Buffer.from(JSON.stringify(many(calls)))]) };
    return other.ingest(post).then(
      () => 'taken',
      (error: Error) => error.message,
    );
  };
  await world.post(many(6));
  await waitFor(async () => (await used(world, 'calls')) === 6);
  expect(await postOther(6)).toBe('taken'); // knows of the six, and overdraws
  expect(await postOther(1)).toContain('used up');
  await waitFor(async () => (await used(world, 'calls')) === 12);
  await waitFor(async () => (await world.post(many(1))).status === 429); // has heard of it within a second
  expect(await world.count('select count(*) from call')).toBeLessThan(12 + 200);
});

it('a project at fifty times its quota harms no other: all posts of the other are accepted', async () => {
  const world = await startIngest();
  const other = await bootstrapProject(world.storage, 'Other');
  await world.storage.query('update project set quota_per_minute = 100000000');
  await setQuota(world, { perDay: 20 });
  await world.post(many(20));
  const authorization = `Bearer ${other.ingestKey}`;
  const noisy = Array.from({ length: 500 }, () => world.post(many(2)).then(({ status }) => status));
  const quiet = Array.from({ length: 50 }, () => world.post(many(2), { authorization }).then(({ status }) => status));
  expect(new Set(await Promise.all(noisy))).toEqual(new Set([429]));
  expect(new Set(await Promise.all(quiet))).toEqual(new Set([202]));
  expect(await world.count(`select count(*) from call where project_id = ${other.projectId}`)).toBe(100);
  await waitFor(async () => (await used(world, 'refused_posts')) === 500);
});

it('owners and admins get one mail at 80 percent and one at 100, however often it is looked', async () => {
  const world = await startIngest();
  await setQuota(world, { perDay: 10 });
  const tell = () => tellQuotas({ storage: world.storage, baseUrl: 'http://callwatch.test', now: () => new Date() });
  await world.post(many(7));
  await waitFor(async () => (await used(world, 'calls')) === 7);
  expect(await tell()).toBe(0);
  await world.post(many(1));
  await waitFor(async () => (await used(world, 'calls')) === 8);
  expect(await Promise.all([tell(), tell()]).then((told) => told[0] + told[1])).toBe(1);
  await world.post(many(4));
  await waitFor(async () => (await used(world, 'calls')) === 12);
  expect([await tell(), await tell()]).toEqual([1, 0]);
  const { rows } = await world.storage.query(
    `select kind, subject, payload->>'to' as "to" from outbox where kind like 'quota%' order by created_at`,
  );
  expect(rows).toEqual([
    {
      kind: 'quota_nearly_used',
      subject: '[Shop] 80 % of the quota of 10 calls a day is used',
      to: 'owner@example.com',
    },
    { kind: 'quota_used_up', subject: '[Shop] The quota of 10 calls a day is used up', to: 'owner@example.com' },
  ]);
});

it('a quota that changes is told of anew, the other one is not', async () => {
  const world = await startIngest();
  const { projectId, storage } = world;
  await setQuota(world, { perDay: 10, perMonth: 100 });
  const tell = () => tellQuotas({ storage, baseUrl: 'http://callwatch.test', now: () => new Date() });
  const change = (perDay: number, perMonth: number) =>
    storage.transaction((tx) => quotas.setQuotas(tx, { projectId, perDay, perMonth }));
  await world.post(many(9));
  await waitFor(async () => (await used(world, 'calls')) === 9);
  expect(await tell()).toBe(1);
  await change(10, 50);
  expect(await tell()).toBe(0);
  await change(11, 11);
  expect(await tell()).toBe(2);
  const { rows } = await storage.query(`select subject from outbox where kind like 'quota%' order by subject`);
  expect(rows.map(({ subject }) => subject)).toEqual([
    '[Shop] 80 % of the quota of 10 calls a day is used',
    '[Shop] 80 % of the quota of 11 calls a day is used',
    '[Shop] 80 % of the quota of 11 calls a month is used',
  ]);
});

it('owners and admins get one mail a day when the quota of the minute refused posts', async () => {
  const world = await startIngest();
  await world.storage.query('update project set quota_per_minute = 60');
  const now = () => new Date(Date.now() + world.clock.aheadMs);
  const tell = () => tellQuotas({ storage: world.storage, baseUrl: 'http://callwatch.test', now });
  const refusedOf = () =>
    world.count(
      `select sum(refused_posts) from quota_usage where period = 'minute' group by starts order by starts desc`,
    );
  const refuse = async (posts: number) => {
    for (let n = 0; n < posts; n++) expect((await world.post(many(1))).status).toBe(429);
  };
  await world.post(many(10_000));
  expect(await tell()).toBe(0);
  await refuse(2);
  await waitFor(async () => (await refusedOf()) === 2);
  expect(await tell()).toBe(1);
  await refuse(1);
  await waitFor(async () => (await refusedOf()) === 3);
  expect(await tell()).toBe(0);
  world.clock.aheadMs = DAY_MS;
  await world.post(many(10_000));
  await refuse(4);
  await waitFor(async () => (await refusedOf()) === 4);
  expect([await tell(), await tell()]).toEqual([1, 0]);
  const { rows } = await world.storage.query(
    `select kind, subject, payload->'paragraphs'->>0 as first from outbox where kind like 'quota%' order by created_at`,
  );
  const kind = 'quota_minute_used_up';
  const subject = '[Shop] Posts are refused by the quota of 60 calls a minute';
  expect(rows).toEqual([
    { kind, subject, first: expect.stringContaining(' 2 posts came while it was used up.') },
    { kind, subject, first: expect.stringContaining(' 4 posts came while it was used up.') },
  ]);
});
