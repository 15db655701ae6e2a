import { expect, it } from 'vitest';
import { giveUpParameter, listEndpointChanges, updateEndpoint } from '../../../lib/projects';
import { contextOf } from '../ingest/context-of';
import { row, startIngest, type IngestWorld } from '../ingest/harness';

/** A word for each number. */
const word = (number: number): string =>
  `w${number.toString(26).replace(/./g, (digit) => 'abcdefghijklmnopqrstuvwxyz'.charAt(parseInt(digit, 26)))}`;
const asked = (from: number, to: number, at: (name: string) => string): object[] =>
  Array.from({ length: to - from }, (_, index) => row({ route: undefined, path: at(word(from + index)) }));
const pages = (from: number, to: number): object[] => asked(from, to, (name) => `/pages/${name}`);

const templates = ({ count }: IngestWorld): Promise<number> =>
  count(`select count(*) from endpoint where counts_as is null and route like '%:%'`);
const alone = ({ count }: IngestWorld, prefix: string): Promise<number> =>
  count(`select count(*) from endpoint where counts_as is null and route like '${prefix}/w%'`);

it('a place that a person gives up is no parameter any more, for what was and for what comes', async () => {
  const world = await startIngest();
  const { projectId } = world;
  const ctx = await contextOf(world, 'admin');
  await world.post({ calls: pages(0, 30) });
  await world.post({ calls: [...pages(30, 90), ...asked(0, 60, (name) => `/users/${name}`)] });
  expect([await templates(world), await alone(world, '/pages')]).toEqual([2, 0]);
  const { endpoints } = await giveUpParameter(ctx, { projectId, prefix: '/pages', kind: 'name' });
  expect(endpoints).toHaveLength(30);
  expect(await alone(world, '/pages')).toBe(30);
  world.ingest.forget([projectId]);
  await world.post({ calls: [...pages(0, 400), ...asked(0, 100, (name) => `/pages/${name}-and-more`)] });
  await world.post({ calls: asked(60, 90, (name) => `/users/${name}`) });
  expect(await alone(world, '/pages')).toBe(500);
  expect(await alone(world, '/users')).toBe(0);
  const { parameters } = await listEndpointChanges(ctx, { projectId });
  expect(parameters).toMatchObject([
    { prefix: '/pages', kind: 'name', givenUpAt: expect.any(String) },
    { prefix: '/users', kind: 'name', givenUpAt: null },
  ]);
  expect(await world.count(`select count(*) from activity_log where action = 'route_parameter.given_up'`)).toBe(1);
  await expect(giveUpParameter(ctx, { projectId, prefix: '/pages', kind: 'name' })).rejects.toThrow(
    'no such parameter',
  );
});

it('an endpoint whose name was given to another meanwhile stays merged', async () => {
  const world = await startIngest();
  const { projectId } = world;
  const ctx = await contextOf(world, 'admin');
  await world.post({ calls: pages(0, 30) });
  await world.post({ calls: pages(30, 90) });
  const endpointId = await world.count(`select id from endpoint where route = '/pages/:name'`);
  await updateEndpoint(ctx, { projectId, endpointId, route: `/pages/${word(3)}` });
  const { endpoints } = await giveUpParameter(ctx, { projectId, prefix: '/pages', kind: 'name' });
  expect(endpoints).toHaveLength(29);
});

it('whoever may not change a project gives nothing up', async () => {
  const world = await startIngest();
  const ctx = await contextOf(world, 'member');
  const given = giveUpParameter(ctx, { projectId: world.projectId, prefix: '/pages', kind: 'name' });
  await expect(given).rejects.toMatchObject({ code: 'forbidden' });
});
