import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FLAG, TRAIT } from '../../../lib/shared';
import { CONTENT_TYPE, LOGIN, MARK } from '../../../sdk/src/wire';
import { GZIP, gzip, newBatchId, row, startIngest, wireBatch } from './harness';

const NOT_TAKEN: [code: string, row: unknown][] = [
  ['invalid_call', 5],
  ['invalid_call', [row()]],
  ['invalid_call', null],
  ['invalid_time', row({ finishedAt: 'yesterday' })],
  ['invalid_time', row({ finishedAt: '2026-01-01T00:00:00' })],
  ['invalid_time', row({ finishedAt: null })],
  ['invalid_time', row({ finishedAt: Math.floor(Date.now() / 1_000) })],
  ['too_old', row({ finishedAt: '1970-01-01T00:00:00Z' })],
  ['in_future', row({ finishedAt: '2099-01-01T00:00:00Z' })],
  ['invalid_method', row({ method: 'BREW' })],
  ['invalid_method', row({ method: undefined })],
  ['invalid_route', row({ route: undefined })],
  ['invalid_route', row({ route: 'things' })],
  ['invalid_status', row({ status: '200' })],
  ['invalid_status', row({ status: 99 })],
  ['invalid_status', row({ status: 200.5 })],
  ['invalid_duration', row({ durationMs: 'long' })],
  ['negative_duration', row({ durationMs: -1 })],
  ['invalid_address', row({ ip: '1.2.3' })],
  ['invalid_address', row({ ip: '300.1.1.1' })],
  ['invalid_address', row({ ip: 7 })],
  ['invalid_bytes', row({ requestBytes: -5 })],
  ['nul_byte', row({ consumer: 'a\0b' })],
  ['nul_byte', row({ path: '/a\0b' })],
  ['lone_surrogate', row({ consumer: 'a\uD800' })],
  ['too_long', row({ consumer: 'x'.repeat(257) })],
  ['too_long', row({ route: `/${'x'.repeat(600)}` })],
  ['invalid_login_outcome', row({ loginOutcome: 'maybe' })],
  ['invalid_account', row({ account: {} })],
  ['unknown_environment', row({ environment: 'nowhere' })],
];

// a batch is taken in part
it('stores k good calls and answers m errors with index and code, for any mix', async () => {
  const world = await startIngest();
  const item = fc.oneof(fc.constant(null), fc.nat(NOT_TAKEN.length - 1));
  await fc.assert(
    fc.asyncProperty(fc.array(item, { maxLength: 40 }), async (picks) => {
      const before = await world.count('select count(*) from call');
      const calls = picks.map((pick) => (pick === null ? row() : NOT_TAKEN[pick]?.[1]));
      const { status, body } = await world.post({ calls });
      const wrong = picks.flatMap((pick, index) => (pick === null ? [] : [{ index, code: NOT_TAKEN[pick]?.[0] }]));
      expect(status).toBe(202);
      expect(body.accepted).toBe(picks.length - wrong.length);
      expect(body.rejected.map(({ index, code }) => ({ index, code }))).toEqual(wrong);
      expect(await world.count('select count(*) from call')).toBe(before + body.accepted);
    }),
    { numRuns: 40 },
  );
});

it('names what is wrong in a columnar batch, call by call', async () => {
  const world = await startIngest();
  const batch = wireBatch(8);
  batch.dict.callers = ['192.0.2.7', 'nobody'];
  batch.dict.environments = ['staging?'];
  batch.calls.status[1] = 42;
  batch.calls.durationUs[2] = -2;
  batch.calls.route[3] = 9;
  if (batch.calls.caller) batch.calls.caller[4] = 1;
  batch.calls.startedAtMs[5] = 0;
  batch.calls.environment = [-1, -1, -1, -1, -1, -1, 0, -1];
  batch.calls.contentType = [1, 0, 0, 0, 0, 0, 0, 8];
  const { body } = await world.post(gzip(batch), GZIP);
  expect(body.rejected.map(({ index, code }) => [index, code])).toEqual([
    [1, 'invalid_status'],
    [2, 'negative_duration'],
    [3, 'invalid_index'],
    [4, 'invalid_address'],
    [5, 'too_old'],
    [6, 'unknown_environment'],
    [7, 'invalid_content_type'],
  ]);
  expect(await world.count('select count(*) from call')).toBe(1);
});

const EVERY_FIELD = `select (extract(epoch from finished_at) * 1000000)::bigint as us, duration_us, request_bytes, response_bytes, status,
            flags, traits & 15 as method, traits >> 4 & 7 as type, traits & 512 as aborted, caller::text, path, encode(trace_id, 'hex') as trace,
            encode(account_hash, 'hex') as account, attrs, c.name as consumer, u.value as agent, e.slug, p.is_login
       from call left join consumer c on c.id = consumer_id left join user_agent u on u.id = user_agent_id
            left join environment e on e.id = environment_id left join endpoint p on p.id = endpoint_id`;

it('keeps every field of a columnar call', async () => {
  const world = await startIngest();
  const batch = wireBatch(1, {
    dict: {
      methods: ['POST'],
      routes: ['/login'],
      paths: ['/login?next=home'],
      callers: ['2001:db8:0:0::7'],
      consumers: ['Ünïcode ☕'],
      userAgents: ['agent/1'],
      accounts: ['5c820b4a5aac8f31eb6741825bfecb8e'],
      traces: ['0af7651916cd43dd8448eb211c80319c'],
      errors: ['TypeError'],
      environments: ['archive'],
    },
  });
  const startedAtMs = Date.now() - 5_000.25;
  Object.assign(batch.calls, {
    startedAtMs: [startedAtMs],
    status: [401],
    durationUs: [2_500],
    path: [0],
    requestBytes: [-1],
    responseBytes: [3_000_000_000],
    consumer: [0],
    userAgent: [0],
    account: [0],
    trace: [0],
    error: [0],
    environment: [0],
    login: [LOGIN.failure],
    marks: [MARK.otp | MARK.aborted],
    contentType: [CONTENT_TYPE.form],
    retryAfter: [-1],
  });
  expect((await world.post(gzip(batch), GZIP)).body.accepted).toBe(1);
  const { rows } = await world.storage.query(EVERY_FIELD);
  expect(rows).toEqual([
    {
      us: String(Math.round(startedAtMs * 1_000 + 2_500)),
      duration_us: 2_500,
      request_bytes: 0,
      response_bytes: 2_147_483_647,
      status: 401,
      flags: 2 | FLAG.otp,
      method: 3,
      type: CONTENT_TYPE.form,
      aborted: TRAIT.aborted,
      caller: '2001:db8::7/128',
      path: '/login?next=home',
      trace: '0af7651916cd43dd8448eb211c80319c',
      account: '5c820b4a5aac8f31eb6741825bfecb8e',
      attrs: { error: 'TypeError' },
      consumer: 'Ünïcode ☕',
      agent: 'agent/1',
      slug: 'archive',
      is_login: true,
    },
  ]);
});

it('reduces the content type of a row to its class, and takes rows and columns without one', async () => {
  const world = await startIngest();
  const types = ['application/json; charset=utf-8', 'multipart/form-data; boundary=secret', '', null, undefined];
  const { body } = await world.post({
    calls: [...types.map((contentType) => row({ contentType })), row({ contentType: 7 })],
  });
  expect(body.rejected.map(({ index, code }) => [index, code])).toEqual([[5, 'invalid_content_type']]);
  await world.post(gzip(wireBatch(1)), GZIP);
  const { rows } = await world.storage.query('select traits >> 4 & 7 as type from call order by id');
  const { json, multipart, none } = CONTENT_TYPE;
  expect(rows.map(({ type }) => type)).toEqual([json, multipart, none, none, none, none]);
});

it('drops the zone of an IPv6 address and maps IPv4 addresses home', async () => {
  const world = await startIngest();
  await world.post({ calls: [row({ ip: 'fe80::1%eth0' }), row({ ip: '::ffff:192.0.2.9' })] });
  const { rows } = await world.storage.query('select host(caller) as caller from call order by id');
  expect(rows.map(({ caller }) => caller)).toEqual(['fe80::1', '192.0.2.9']);
});

it('answers without latency where none was sent, and clamps what is longer than 35 minutes', async () => {
  const world = await startIngest();
  await world.post({ calls: [row({ durationMs: undefined }), row({ durationMs: 3_600_000 })] });
  const { rows } = await world.storage.query('select duration_us, flags from call order by id');
  expect(rows).toEqual([
    { duration_us: -1, flags: 0 },
    { duration_us: 2_147_483_647, flags: FLAG.durationClamped },
  ]);
});

// a batch is stored once
it('gives a repeat the answer of the first time, and changes nothing', async () => {
  const world = await startIngest();
  const batch = wireBatch(3);
  batch.calls.status[0] = 1;
  const first = await world.post(gzip(batch), GZIP);
  const second = await world.post(JSON.stringify(batch)); // not compressed this time: the same body all the same
  expect(first.body).toMatchObject({ accepted: 2, rejected: [{ index: 0, code: 'invalid_status' }] });
  expect(second.status).toBe(202);
  expect(second.body).toEqual({ ...first.body, duplicate: true });
  expect(await world.count('select count(*) from call')).toBe(2);
  expect(await world.count('select count(*) from call_pending')).toBe(1);
});

it('keeps little of very many bad calls, and gives a repeat all of the answer all the same', async () => {
  const world = await startIngest();
  const bad = [0, row({ status: 1 }), row(), row({ method: 'no method' }), 0, null, row({ durationMs: -1 })];
  const body = { calls: Array.from({ length: 9_999 }, (_, at) => bad[at % bad.length]) };
  const first = await world.post(gzip(body), { ...GZIP, 'idempotency-key': 'bad' });
  expect([first.body.accepted, first.body.rejected.length]).toEqual([1_429, 8_570]);
  expect(await world.count('select pg_column_size(rejected) from ingest_batch')).toBeLessThan(10_000);
  const again = await world.post(gzip(body), { ...GZIP, 'idempotency-key': 'bad' });
  expect(again.body).toEqual({ ...first.body, duplicate: true });
});

it('refuses another body under the same id', async () => {
  const world = await startIngest();
  const headers = { 'idempotency-key': 'import-7' };
  expect((await world.post({ calls: [row()] }, headers)).status).toBe(202);
  expect((await world.post({ calls: [row({ status: 500 })] }, headers)).status).toBe(409);
  expect(await world.count('select count(*) from call')).toBe(1);
});

it('lets one of many posts at once win, the others are repeats of it', async () => {
  const world = await startIngest();
  const body = JSON.stringify(wireBatch(10));
  const answers = await Promise.all(Array.from({ length: 20 }, () => world.post(body)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 202));
  expect(answers.filter(({ body: { duplicate } }) => !duplicate)).toHaveLength(1);
  expect(await world.count('select count(*) from call')).toBe(10);
});

it('commits together what comes together, and sums agree', async () => {
  const world = await startIngest();
  const sizes = Array.from({ length: 60 }, (_, at) => (at % 7) + 1);
  const answers = await Promise.all(sizes.map((size) => world.post(gzip(wireBatch(size)), GZIP)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(answers.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(total);
  expect(await world.count('select count(distinct id) from call')).toBe(total);
  expect(world.counted.flushes.reduce((sum, calls) => sum + calls, 0)).toBe(total);
  expect(world.counted.flushes.length).toBeLessThan(sizes.length);
});

it('records a heartbeat and what the SDK lost, once', async () => {
  const world = await startIngest();
  const heartbeat = wireBatch(0, { batchId: newBatchId(), dropped: { queue_full: 7 }, routes: ['GET /a', 'GET /b'] });
  await Promise.all([world.post(heartbeat), world.post(heartbeat)]);
  await world.post(wireBatch(1, { dropped: { queue_full: 2, too_large: 1 } }));
  const { rows } = await world.storage.query('select instance, dropped, routes from sdk_instance');
  expect(rows).toEqual([
    { instance: '0123456789abcdef', dropped: { queue_full: 9, too_large: 1 }, routes: ['GET /a', 'GET /b'] },
  ]);
});

it('heartbeats without calls leave nothing behind but when the SDK was heard, and routes beyond the bound are left out', async () => {
  const world = await startIngest();
  const routes = Array.from({ length: 1_900 }, (_, at) => `GET /${String(at).padStart(500, 'x')}`);
  for (let n = 0; n < 3; n++) expect((await world.post(wireBatch(0, { routes }))).status).toBe(202);
  expect(await world.count('select count(*) from ingest_batch')).toBe(0);
  expect(await world.count('select count(*) from sdk_instance')).toBe(1);
  expect(await world.count('select sum(length(route)) from sdk_instance, unnest(routes) route')).toBeLessThan(131_073);
});

it('losses beyond what a number holds are told as the most there is, and calls go on', async () => {
  const world = await startIngest();
  await world.post(wireBatch(1, { dropped: { full: 1 } }));
  await world.storage.query(`update sdk_instance set dropped = '{"full": 9300000000000000000}'`); // as 1,030 such reports left it
  const most = { dropped: { full: Number.MAX_SAFE_INTEGER } };
  const answers = await Promise.all(Array.from({ length: 4 }, () => world.post(wireBatch(1, most))));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
  expect(await world.count(`select dropped->>'full' from sdk_instance`)).toBe(Number.MAX_SAFE_INTEGER);
  expect(await world.count('select count(*) from call')).toBe(5);
});

it('makes a route of the path for a sender that knows none, and keeps the mark of a password reset', async () => {
  const world = await startIngest();
  const batch = wireBatch(5, {
    dict: { methods: ['GET', 'POST'], routes: ['/health'], paths: ['/users/7', '/users/8', '/forgot', '/nothing/7'] },
  });
  const { unrouted, passwordReset } = MARK;
  Object.assign(batch.calls, {
    method: [0, 0, 1, 0, 0],
    route: [-1, -1, -1, -1, 0],
    path: [0, 1, 2, 3, -1],
    status: [200, 200, 200, 404, 200],
    marks: [unrouted, unrouted, unrouted | passwordReset, unrouted, unrouted],
    caller: undefined,
  });
  expect((await world.post(gzip(batch), GZIP)).body.accepted).toBe(5);
  const { rows } = await world.storage.query(
    `select p.method, p.route, path, flags from call left join endpoint p on p.id = endpoint_id order by path, p.route`,
  );
  expect(rows).toEqual([
    { method: 'OTHER', route: '__other__', path: '/nothing/7', flags: 0 },
    { method: 'GET', route: '/users/:id', path: '/users/7', flags: 0 },
    { method: 'GET', route: '/users/:id', path: '/users/8', flags: 0 },
    { method: 'POST', route: '/forgot', path: null, flags: FLAG.passwordReset },
    { method: 'GET', route: '/health', path: null, flags: 0 },
  ]);
});
