import { expect, it } from 'vitest';
import { mergeEndpoints, separateEndpoints, updateEndpoint } from '../../../lib/projects';
import { naming } from '../../../lib/storage';
import { waitFor } from '../../support';
import { contextOf } from '../ingest/context-of';
import { row, startIngest, type IngestWorld } from '../ingest/harness';

const idOf = (world: IngestWorld, route: string): Promise<number> =>
  world.count(`select id from endpoint where route = '${route}'`);
const shownAs = (world: IngestWorld, route: string): Promise<number> =>
  world.count(`select count(*) from endpoint where counts_as is null and coalesce(label, route) = '${route}'`);
const callsOf = (world: IngestWorld, endpointId: number): Promise<number> =>
  world.count(`select count(*) from call where endpoint_id = ${endpointId}`);

it('calls that come with the new name of an endpoint count as it, until it has its own name again', async () => {
  const world = await startIngest();
  const ctx = await contextOf(world, 'admin');
  const { projectId } = world;
  await world.post({ calls: [row({ route: '/a' })] });
  const endpointId = await idOf(world, '/a');
  await updateEndpoint(ctx, { projectId, endpointId, route: '/accounts' });
  await world.post({
    calls: [row({ route: '/accounts' }), row({ route: '/a' }), row({ route: undefined, path: '/accounts' })],
  });
  await world.post({ calls: [row({ route: '/accounts' }), row({ route: '/accounts', method: 'POST' })] });
  expect(await callsOf(world, endpointId)).toBe(5);
  expect(await world.count('select count(*) from endpoint where id > 1')).toBe(2);
  await updateEndpoint(ctx, { projectId, endpointId, route: null });
  world.ingest.forget([projectId]);
  await world.post({ calls: [row({ route: '/accounts' })] });
  expect(await callsOf(world, endpointId)).toBe(5);
  expect([await shownAs(world, '/a'), await shownAs(world, '/accounts')]).toEqual([1, 2]);
});

it('a name that a call brings while a person gives it to another endpoint is refused', async () => {
  const world = await startIngest();
  const ctx = await contextOf(world, 'admin');
  const { projectId, storage } = world;
  await world.post({ calls: [row({ route: '/a' })] });
  const endpointId = await idOf(world, '/a');
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  const { renamed } = await storage.transaction(async (tx) => {
    await naming.lockMerges(tx, projectId); // as ingest does
    const done = updateEndpoint(ctx, { projectId, endpointId, route: '/b' }).then(
      () => 'renamed',
      (error: Error) => error.message,
    );
    await waitFor(async () => (await storage.query(waiting)).rowCount > 0, { what: 'that the person waits' });
    await tx.query(`insert into endpoint (project_id, id, method, route) values ($1, 77, 'GET', '/b')`, [projectId]);
    return { renamed: done };
  });
  expect(await renamed).toMatch('another endpoint GET /b');
  expect(await shownAs(world, '/b')).toBe(1);
});

it('a name whose calls count as another endpoint is refused, and says as which', async () => {
  const world = await startIngest();
  const ctx = await contextOf(world, 'admin');
  const { projectId } = world;
  await world.post({ calls: ['/old', '/target', '/renamed', '/b'].map((route) => row({ route })) });
  const target = await idOf(world, '/target');
  await mergeEndpoints(ctx, { projectId, endpointId: target, endpoints: [await idOf(world, '/old')] });
  await updateEndpoint(ctx, { projectId, endpointId: await idOf(world, '/renamed'), route: '/shown' });
  const b = await idOf(world, '/b');
  const rename = (route: string) => updateEndpoint(ctx, { projectId, endpointId: b, route });
  await expect(rename('/old')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('calls that come as GET /old count as GET /target'),
  });
  await expect(rename('/renamed')).rejects.toThrow('calls that come as GET /renamed count as GET /shown');
  expect(await shownAs(world, '/b')).toBe(1);
  await updateEndpoint(ctx, { projectId, endpointId: target, route: '/old' });
  world.ingest.forget([projectId]);
  await world.post({ calls: [row({ route: '/old' })] });
  expect(await callsOf(world, target)).toBe(2);
});

it('an endpoint is not separated while another has its name', async () => {
  const world = await startIngest();
  const ctx = await contextOf(world, 'admin');
  const { projectId } = world;
  await world.post({ calls: ['/a', '/b'].map((route) => row({ route })) });
  const [a, b] = [await idOf(world, '/a'), await idOf(world, '/b')];
  await mergeEndpoints(ctx, { projectId, endpointId: a, endpoints: [b] });
  await updateEndpoint(ctx, { projectId, endpointId: a, route: '/b' });
  const separate = () => separateEndpoints(ctx, { projectId, endpointId: a, endpoints: [b] });
  await expect(separate()).rejects.toThrow('another endpoint GET /b: rename that one first');
  expect(await shownAs(world, '/b')).toBe(1);
  await updateEndpoint(ctx, { projectId, endpointId: a, route: null });
  await separate();
  expect(await shownAs(world, '/b')).toBe(1);
});
