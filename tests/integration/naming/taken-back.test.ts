import { expect, it } from 'vitest';
import { mergeEndpoints, separateEndpoints, updateEndpoint } from '../../../lib/projects';
import { findEndpointsById, findLoginEndpointIds, naming } from '../../../lib/storage';
import { contextOf } from '../ingest/context-of';
import { row, startIngest, type IngestWorld } from '../ingest/harness';

const MINUTE_MS = 60_000;

const post = (route: string, changes: object = {}) => row({ method: 'POST', route, ...changes });
const attempts = (world: IngestWorld): Promise<number> => world.count('select count(*) from call where flags & 3 <> 0');

/** `/sign-in`, a login, merged into `/orders`, which is none. */
async function mergedLogin() {
  const world = await startIngest();
  const { projectId, storage } = world;
  const ctx = await contextOf(world, 'admin');
  const finishedAt = Date.now() - 10 * MINUTE_MS;
  await world.post({ calls: [post('/sign-in', { account: 'bob', loginOutcome: 'failure', status: 401, finishedAt })] });
  await world.post({ calls: [post('/orders', { status: 201 })] });
  const idOf = (route: string): Promise<number> => world.count(`select id from endpoint where route = '${route}'`);
  const [signIn, orders] = [await idOf('/sign-in'), await idOf('/orders')];
  const factsOf = async (id: number) => {
    const { isLogin, firstSeenAt, lastSeenAt } = (await findEndpointsById(storage, projectId, [id])).get(id) ?? {};
    return { isLogin, firstSeenAt, lastSeenAt };
  };
  const before = { signIn: await factsOf(signIn), orders: await factsOf(orders) };
  const change = { projectId, endpointId: orders, endpoints: [signIn] };
  await mergeEndpoints(ctx, change);
  world.ingest.forget([projectId]);
  const separate = async () => {
    await separateEndpoints(ctx, change);
    world.ingest.forget([projectId]);
  };
  return { world, ctx, projectId, orders, signIn, before, factsOf, separate };
}

it('an endpoint counts as a login, and as seen, like what was merged into it, and no longer once that is separated', async () => {
  const { world, projectId, orders, signIn, before, factsOf, separate } = await mergedLogin();
  expect(await factsOf(orders)).toEqual({
    isLogin: true,
    firstSeenAt: before.signIn.firstSeenAt,
    lastSeenAt: before.orders.lastSeenAt,
  });
  expect(await findLoginEndpointIds(world.storage, projectId)).toEqual([orders]);
  await world.post({ calls: [post('/orders', { status: 401 })] });
  expect(await attempts(world)).toBe(2);
  await separate();
  expect([await factsOf(orders), await factsOf(signIn)]).toEqual([before.orders, before.signIn]);
  expect(await findLoginEndpointIds(world.storage, projectId)).toEqual([signIn]);
  await world.post({ calls: [post('/orders', { status: 401 })] });
  expect(await attempts(world)).toBe(2);
  await world.post({ calls: [post('/sign-in', { status: 401 })] });
  expect(await attempts(world)).toBe(3);
});

it('an endpoint that a person says is no login is none, with all that was merged into it', async () => {
  const { world, ctx, projectId, orders, signIn, factsOf, separate } = await mergedLogin();
  const { isLogin } = await updateEndpoint(ctx, { projectId, endpointId: orders, isLogin: false });
  expect(isLogin).toBe(false);
  world.ingest.forget([projectId]);
  await world.post({ calls: [post('/orders', { status: 401 })] });
  expect(await attempts(world)).toBe(1);
  await updateEndpoint(ctx, { projectId, endpointId: orders, isLogin: true });
  await separate();
  expect([(await factsOf(orders)).isLogin, (await factsOf(signIn)).isLogin]).toEqual([true, false]);
});

it('calls that come with the name that a merged login was given are login attempts of what it counts as', async () => {
  const { world, ctx, projectId, orders } = await mergedLogin();
  await updateEndpoint(ctx, { projectId, endpointId: orders, route: '/sessions' });
  const [found] = await naming.findNames(world.storage, { projectId, dictionary: 'endpoint' }, [['POST', '/sessions']]);
  expect(found).toMatchObject({ id: orders, isLogin: true });
});
