import { expect, test } from 'vitest';
import { hashAccount } from '../../../../sdk/src/core/send/encode';
import { MARK } from '../../../../sdk/src/wire';
import { ACCOUNT_KEY, accepted, call, config, createWorld, reply, type World } from './world';

const sum = (dropped: Record<string, number>) => Object.values(dropped).reduce((total, count) => total + count, 0);
function expectExact({ client }: World) {
  const { captured, acknowledged, dropped, queued } = client.stats();
  expect(acknowledged + sum(dropped) + queued).toBe(captured);
}
const record = (world: World, count: number, change = {}) => {
  for (let index = 0; index < count; index += 1) world.client.record(call(change));
};

test('flushes each second, at 500 calls at once', async () => {
  const world = createWorld();
  await world.advance(0);
  record(world, 3);
  await world.advance(900);
  expect(world.batches).toHaveLength(0);
  await world.advance(200);
  expect(world.batches[0]?.calls.status).toHaveLength(3);
  record(world, 499);
  await world.advance(101);
  expect(world.batches).toHaveLength(1);
  record(world, 1);
  await world.advance(0);
  expect(world.batches[1]?.calls.status).toHaveLength(500);
  expectExact(world);
});

test('sends an urgent call at once, but never within 100 ms of the last', async () => {
  const world = createWorld();
  await world.advance(250);
  record(world, 1, { status: 401 });
  await world.advance(0);
  expect(world.batches).toHaveLength(1);
  record(world, 1, { login: 2 });
  record(world, 1, { marks: MARK.enforced, status: 403 });
  await world.advance(99);
  expect(world.batches).toHaveLength(1);
  await world.advance(1);
  expect(world.batches[1]?.calls.status).toHaveLength(2);
});

test('has one request in flight, whatever happens meanwhile', async () => {
  const world = createWorld();
  let answer = (): void => undefined;
  let inFlight = 0;
  let most = 0;
  world.onBatch = async (batch) => {
    most = Math.max(most, (inFlight += 1));
    await new Promise<void>((resolve) => (answer = resolve));
    inFlight -= 1;
    return accepted(batch);
  };
  record(world, 1, { status: 401 });
  await world.advance(1500);
  record(world, 1200, { status: 401 });
  await world.advance(5000);
  expect(world.client.stats().queued).toBe(1201);
  answer();
  await world.advance(200);
  expect(most).toBe(1);
  expect(world.batches[1]?.calls.status).toHaveLength(1200);
  expectExact(world);
});

test('takes at most as many calls as the server allows', async () => {
  const world = createWorld();
  world.onConfig = () => config({ limits: { maxCallsPerBatch: 40, maxBodyBytes: 1e6 } });
  await world.advance(0);
  record(world, 100);
  await world.advance(5000);
  expect(world.batches.map((batch) => batch.calls.status.length)).toEqual([40, 40, 20]);
});

test('retries with the same id and the same bytes, then counts once', async () => {
  const world = createWorld();
  world.onBatch = (batch) => (world.batches.length < 4 ? reply(503) : accepted(batch));
  record(world, 2);
  await world.batch(4);
  await world.advance(0);
  expect(new Set(world.batches.map((batch) => batch.batchId)).size).toBe(1);
  expect(new Set(world.posts.map((post) => post.body?.toString('hex'))).size).toBe(1);
  expect(new Set(world.posts.map((post) => post.headers['callwatch-sent-at'])).size).toBe(4);
  expect(world.client.stats()).toMatchObject({ captured: 2, acknowledged: 2, queued: 0, dropped: {} });
});

test('backs off 1, 2, 4 … 60 s at full jitter', async () => {
  const world = createWorld();
  const times: number[] = [];
  world.onBatch = () => {
    times.push(world.now());
    throw new Error('connect ECONNREFUSED');
  };
  record(world, 1);
  await world.batch(9);
  const gaps = times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / 1000));
  expect(gaps).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(world.lines.filter((line) => line.includes('ECONNREFUSED'))).toHaveLength(1);
});

test.each([
  ['120', 120_000],
  ['86400', 3_600_000],
])('waits as long as Retry-After %s says, an hour at most', async (header, waitMs) => {
  const world = createWorld();
  world.onBatch = (batch) => (world.batches.length === 1 ? reply(429, '', { 'retry-after': header }) : accepted(batch));
  record(world, 1);
  await world.batch(1);
  await world.advance(waitMs - 1000);
  expect(world.batches).toHaveLength(1);
  await world.advance(3000);
  expect(world.batches[1]?.batchId).toBe(world.batches[0]?.batchId);
});

test.each([
  ['garbage', 'hello'],
  ['a page', '<html></html>'],
  ['numbers that do not add up', { accepted: 1, rejected: [] }],
  ['a negative number', { accepted: -1, rejected: [1, 2, 3] }],
])('does not take 200 with %s for an acknowledgement', async (_name, body) => {
  const world = createWorld();
  world.onBatch = () => reply(200, body);
  record(world, 2);
  await world.batch(2);
  expect(world.client.stats()).toMatchObject({ acknowledged: 0, queued: 2 });
});

test.each([400, 409, 415, 422])('gives a batch up at status %i and goes on with the next', async (status) => {
  const world = createWorld();
  world.onBatch = (batch) => (world.batches.length === 1 ? reply(status) : accepted(batch));
  record(world, 5);
  await world.batch(1);
  record(world, 2);
  const next = await world.batch(2);
  await world.advance(0);
  expect(next.dropped).toEqual({ refused: 5 });
  expect(world.client.stats()).toMatchObject({ acknowledged: 2, dropped: { refused: 5 }, queued: 0 });
});

test('with a wrong key loses the batch, says so once and tries again each minute', async () => {
  const world = createWorld();
  world.onBatch = () => reply(401);
  record(world, 5);
  await world.batch(1);
  record(world, 3);
  await world.advance(58_000);
  expect(world.batches).toHaveLength(1);
  await world.advance(3000);
  expect(world.batches).toHaveLength(2);
  expect(world.client.stats()).toMatchObject({ dropped: { unauthorized: 8 }, queued: 0 });
  expect(world.lines).toHaveLength(1);
});

test('halves a batch that is too large until it fits, and drops a call that never does', async () => {
  const world = createWorld();
  world.onBatch = (batch) => {
    const isTooLarge = batch.calls.status.length > 2 || batch.dict.routes.includes('/huge');
    return isTooLarge ? reply(413) : accepted(batch);
  };
  record(world, 6);
  record(world, 1, { route: '/huge' });
  await world.advance(10_000);
  expect(world.client.stats()).toMatchObject({ acknowledged: 6, dropped: { too_large: 1 }, queued: 0 });
  expect(new Set(world.batches.map((batch) => batch.batchId)).size).toBe(world.batches.length);
});

test('drops the newest when memory is full and tells with the next batch that gets through', async () => {
  const world = createWorld({ maxQueueBytes: 20_000 });
  world.onBatch = () => reply(503);
  record(world, 1000);
  const { captured, queued, dropped } = world.client.stats();
  expect(captured).toBe(1000);
  expect(dropped.queue_full).toBe(1000 - queued);
  expect(queued).toBeGreaterThan(20);
  world.onBatch = accepted;
  const batch = await world.batch(1);
  expect(batch.dropped).toEqual(dropped);
  record(world, 1);
  expect((await world.batch(2)).dropped).toEqual({});
  expectExact(world);
});

test('counts what the server rejects', async () => {
  const world = createWorld();
  world.onBatch = (batch) =>
    reply(202, { accepted: batch.calls.status.length - 1, rejected: [{ index: 0, code: 'x', message: 'y' }] });
  record(world, 4);
  await world.batch(1);
  await world.advance(0);
  expect(world.client.stats()).toMatchObject({ acknowledged: 3, dropped: { rejected: 1 }, queued: 0 });
});

test('an account waits until the key has come, while other calls go ahead', async () => {
  const world = createWorld();
  world.onConfig = () => reply(503);
  record(world, 1, { account: 'ada@example.com', login: 2 });
  record(world, 1);
  world.client.record(call({ account: 'ada@example.com', startedAtMs: world.now() }));
  const first = await world.batch(1);
  expect(first.dict.accounts).toBeUndefined();
  world.onConfig = () => config();
  await world.advance(40_000);
  const sent = world.batches.flatMap((batch) => batch.dict.accounts ?? []);
  expect(sent).toEqual([hashAccount(ACCOUNT_KEY, 'ada@example.com')]);
  expect(JSON.stringify(world.batches)).not.toContain('ada@example');
});

test('an account is dropped rather than sent plain when the key never comes', async () => {
  const world = createWorld();
  world.onConfig = () => reply(404);
  world.client.record(call({ account: 'ada@example.com', login: 2, startedAtMs: world.now() }));
  await world.advance(30_000);
  expect(world.client.stats().queued).toBe(1);
  await world.advance(40_000);
  expect(world.client.stats()).toMatchObject({ acknowledged: 1, queued: 0, dropped: {} });
  expect(JSON.stringify(world.batches)).not.toContain('ada@example');
});

test('a heartbeat is sent at the start and each minute, with the routes, the instance and the version', async () => {
  const world = createWorld({ version: '1.2.3' });
  world.client.announce(() => ['GET /users/:id']);
  await world.advance(121_500);
  expect(world.batches).toHaveLength(3);
  for (const batch of world.batches) {
    expect(batch).toMatchObject({ version: '1.2.3', routes: ['GET /users/:id'], calls: { status: [] } });
    expect(batch.instance).toMatch(/^[\da-f]{16}$/);
    expect(batch.batchId).toMatch(/^[\da-f]{32}$/);
  }
});

test('config is asked for with its ETag', async () => {
  const world = createWorld();
  world.onConfig = () => ({ ...config(), headers: { etag: '"7"' } });
  await world.advance(31_500);
  expect(world.configs.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"7"']);
  expect(world.configs[0]?.headers.authorization).toBe('Bearer cwk_test');
});
