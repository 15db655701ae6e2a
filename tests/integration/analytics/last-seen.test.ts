import { expect, it, onTestFinished } from 'vitest';
import {
  endpointInput,
  endpointsInput,
  getEndpoint,
  getEndpoints,
  getOverviewEndpoints,
  overviewInput,
} from '../../../lib/analytics';
import { compactProject } from '../../../lib/rollups';
import { seedProject } from '../../../lib/storage';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, randomCall, seededRandom } from '../../support/stored-calls';

const NOW = new Date('2026-11-24T12:00:00Z');
const secondsAgo = (seconds: number): number => NOW.getTime() - seconds * 1_000;

async function startWorld() {
  const world = await createCallsWorld();
  onTestFinished(() => world.close());
  const { projectId } = world;
  const random = seededRandom(3);
  const call = (endpointId: number, atMs: number): CallRow => ({
    ...randomCall({ projectId, random, fromMs: atMs, toMs: atMs }),
    finishedAtUs: atMs * 1_000 + 7,
    endpointId,
    consumerId: endpointId,
    environmentId: 1,
  });
  const range = { projectId: String(projectId), from: '2026-11-24T11:00:00Z', to: '2026-11-24T13:00:00Z' };
  /** Milliseconds by endpoint, as both answers tell them. */
  async function lastSeen(): Promise<Record<string, number>> {
    const { endpoints } = await getEndpoints(world.context(NOW), endpointsInput.parse(range));
    const overview = await getOverviewEndpoints(world.context(NOW), overviewInput.parse(range));
    const times = (items: { id: number; lastSeenAt: string }[]) =>
      Object.fromEntries(items.map(({ id, lastSeenAt }) => [id, Date.parse(lastSeenAt)]));
    expect(times(overview.endpoints)).toEqual(times(endpoints));
    return times(endpoints);
  }
  await world.storage.query(
    `update endpoint set last_seen_at = '2026-01-01'; update consumer set last_seen_at = '2026-01-01'`,
  );
  const compact = () => compactProject(world.storage, projectId, NOW);
  return { world, call, lastSeen, compact };
}

it('lastSeenAt is the last stored call of the endpoint to the millisecond, before the rollups took it and after', async () => {
  const { world, call, lastSeen, compact } = await startWorld();
  await world.store([call(2, secondsAgo(90)), call(2, secondsAgo(31)), call(3, secondsAgo(600.5))], NOW);
  const first = { 2: secondsAgo(31), 3: secondsAgo(600.5) };
  expect(await lastSeen()).toEqual(first);
  await compact();
  expect(await lastSeen()).toEqual(first);
  await world.store([call(2, secondsAgo(30.999)), call(1, secondsAgo(1))], NOW);
  const second = { ...first, 1: secondsAgo(1), 2: secondsAgo(30.999) };
  expect(await lastSeen()).toEqual(second);
  await compact();
  expect(await lastSeen()).toEqual(second);
  const { rows } = await world.storage.query<{ id: number; at: Date }>(
    'select id, last_seen_at as at from consumer where id <= 3 order by id',
  );
  expect(rows.map(({ at }) => at.getTime())).toEqual([second[1], second[2], second[3]]);
});

it('lastSeenAt never moves back for calls that arrive late', async () => {
  const { world, call, lastSeen, compact } = await startWorld();
  await world.store([call(2, secondsAgo(10))], NOW);
  await compact();
  await world.store([call(2, secondsAgo(1_200))], NOW);
  expect(await lastSeen()).toEqual({ 2: secondsAgo(10) });
  await compact();
  expect(await lastSeen()).toEqual({ 2: secondsAgo(10) });
});

it('lastSeenAt of the unnamed calls is that of the last one, though the project is younger than all of them', async () => {
  const { world, call, compact } = await startWorld();
  const { projectId, storage } = world;
  await storage.query('delete from endpoint where id = 1');
  await storage.transaction((tx) => seedProject(tx, { projectId, at: NOW, rules: [], channels: [] }));
  const range = { projectId: String(projectId), from: '2026-10-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
  const seen = async () => {
    const { endpoints } = await getEndpoints(world.context(NOW), endpointsInput.parse(range));
    const { endpoint } = await getEndpoint(world.context(NOW), endpointInput.parse({ ...range, endpointId: '1' }));
    return [endpoints[0]?.lastSeenAt, endpoint.lastSeenAt];
  };
  expect(await seen()).toEqual([undefined, NOW.toISOString()]);
  const at = new Date('2026-11-01T10:00:00.000Z');
  await world.store([call(1, at.getTime())], NOW);
  expect(await seen()).toEqual([at.toISOString(), at.toISOString()]);
  await compact();
  expect(await seen()).toEqual([at.toISOString(), at.toISOString()]);
});
