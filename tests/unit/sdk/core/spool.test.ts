import { expect, test } from 'vitest';
import { call, createWorld } from './world';

/** A way to load that takes until it is opened. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { load: () => opened, open };
}

const lost = new Error("Cannot find module './send.cjs'\nRequire stack:\n- /api/index.js");

test('calls that end before what sends them is loaded are sent once it is, the list of routes too', async () => {
  const { load, open } = gate();
  const world = createWorld({}, load);
  world.client.announce(() => ['GET /users/:id']);
  world.client.record(call({ status: 401 }));
  await world.advance(5000);
  expect(world.client.stats()).toMatchObject({ captured: 1, queued: 1 });
  open();
  const batch = await world.batch(1);
  await world.advance(0);
  expect(batch).toMatchObject({ routes: ['GET /users/:id'], calls: { status: [401] } });
  expect(world.client.stats()).toMatchObject({ captured: 1, acknowledged: 1, queued: 0 });
});

test('a flush waits for what sends to be loaded', async () => {
  const { load, open } = gate();
  const world = createWorld({}, load);
  world.client.record(call());
  const flushed = world.client.drain(60_000);
  open();
  await flushed;
  expect(world.client.stats()).toMatchObject({ captured: 1, acknowledged: 1, queued: 0 });
});

test('a flush gives up in time when what sends is never loaded', async () => {
  const world = createWorld({}, gate().load);
  world.client.record(call());
  await world.client.drain(1);
  expect(world.client.stats()).toMatchObject({ captured: 1, queued: 1 });
});

test('when what sends cannot be loaded one line says so, and calls wait in bounded memory, counted', async () => {
  const world = createWorld({ maxQueueBytes: 20_000 }, () => Promise.reject(lost));
  for (let count = 0; count < 1000; count += 1) world.client.record(call({ status: 401 }));
  await world.advance(60_000);
  await world.client.drain(1000);
  world.client.close();
  expect(world.lines).toEqual([
    "cannot load what sends calls (Error: Cannot find module './send.cjs'), they wait in memory",
  ]);
  const { captured, acknowledged, queued, dropped } = world.client.stats();
  expect({ captured, acknowledged, dropped }).toEqual({
    captured: 1000,
    acknowledged: 0,
    dropped: { queue_full: 1000 - queued },
  });
  expect(queued).toBeGreaterThan(20);
});

test('nothing is sent once it is closed, also when what sends is loaded only then', async () => {
  const { load, open } = gate();
  const world = createWorld({}, load);
  world.client.record(call());
  await world.advance(0);
  world.client.close();
  open();
  await world.advance(60_000);
  expect([...world.configs, ...world.posts]).toEqual([]);
  expect(world.client.stats()).toMatchObject({ captured: 1, queued: 1 });
});
