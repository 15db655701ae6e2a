import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  breakdownInput,
  callsInput,
  consumerInput,
  endpointInput,
  endpointsInput,
  getBreakdown,
  getCalls,
  getConsumer,
  getEndpoint,
  getEndpoints,
  getOverview,
  getOverviewEndpoints,
  getSeries,
  overviewInput,
  seriesInput,
} from '../../../lib/analytics';
import type { Context } from '../../../lib/access';
import { mergeEndpoints, separateEndpoints } from '../../../lib/projects';
import { naming, type CallRow, type Sql } from '../../../lib/storage';
import { waitFor } from '../../support';
import { createCallsWorld, seededRandom, storeWaves, type CallsWorld } from '../../support/stored-calls';

const NOW = new Date('2026-11-20T12:34:00Z');
const FROM = new Date('2026-11-17T03:10:00Z');
const DAY_MS = 86_400_000;
const TARGET = 2;
const SOURCES = [3, 4];

let merged: CallsWorld;
/** The same calls, stored as if they had always been the target's. */
let plain: CallsWorld;

const admin = (world: CallsWorld): Context => ({ ...world.context(NOW), role: 'admin' });

const fill = (world: CallsWorld, as: (endpointId: number) => number): Promise<CallRow[]> =>
  storeWaves(world, {
    now: NOW,
    random: seededRandom(11),
    waves: [
      [2_000, 4 * DAY_MS],
      [800, 2 * 3_600_000],
      [300, 2 * 3_600_000],
    ],
    change: (call) => ({ ...call, endpointId: as(call.endpointId) }),
  });

beforeAll(async () => {
  [merged, plain] = await Promise.all([createCallsWorld(), createCallsWorld()]);
  await fill(merged, (id) => id);
  await fill(plain, (id) => (SOURCES.includes(id) ? TARGET : id));
  await mergeEndpoints(admin(merged), { projectId: merged.projectId, endpointId: TARGET, endpoints: SOURCES });
});
afterAll(() => Promise.all([merged.close(), plain.close()]));

const RANGES = [
  ['days and parts of days', FROM, NOW],
  ['one whole day', new Date('2026-11-18T00:00:00Z'), new Date('2026-11-19T00:00:00Z')],
  ['the last hour', new Date('2026-11-20T11:34:00Z'), NOW],
] as const;

interface Range {
  from: Date;
  to: Date;
}
const queryOf = ({ projectId }: CallsWorld, { from, to }: Range, more: object = {}): object => ({
  projectId: String(projectId),
  from: from.toISOString(),
  to: to.toISOString(),
  ...more,
});

type Read = (world: CallsWorld, range: Range, endpointId: number) => Promise<unknown>;

const list = (world: CallsWorld, range: Range = { from: FROM, to: NOW }) =>
  getEndpoints(world.context(NOW), endpointsInput.parse(queryOf(world, range)));

const idsOf = ({ endpoints }: { endpoints: { id: number }[] }): number[] =>
  endpoints.map(({ id }) => id).toSorted((a, b) => a - b);

/** What depends on when an endpoint was first called stays its own business. */
const timeless = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, one: unknown) => (key === 'firstSeenAt' || key === 'lastSeenAt' ? null : one)),
  );

const READS: Record<string, Read> = {
  'the list of endpoints': (world, range) => list(world, range),
  'one endpoint': (world, range, endpointId) =>
    getEndpoint(world.context(NOW), endpointInput.parse(queryOf(world, range, { endpointId: String(endpointId) }))),
  'exact statuses and callers': (world, range, endpointId) =>
    getBreakdown(world.context(NOW), breakdownInput.parse(queryOf(world, range, { endpointId: String(endpointId) }))),
  'the overview': (world, range) => getOverview(world.context(NOW), overviewInput.parse(queryOf(world, range))),
  'its endpoints': (world, range) =>
    getOverviewEndpoints(world.context(NOW), overviewInput.parse(queryOf(world, range))),
  'a consumer': (world, range) =>
    getConsumer(world.context(NOW), consumerInput.parse(queryOf(world, range, { name: 'consumer-1' }))),
};

const series = (world: CallsWorld, range: Range, more: object) =>
  getSeries(world.context(NOW), seriesInput.parse(queryOf(world, range, more)));

describe.each(RANGES)('merged endpoints read as one, over %s', (_, from, to) => {
  it.each(Object.entries(READS))('%s', async (_name, read) => {
    const expected = timeless(await read(plain, { from, to }, TARGET));
    expect(timeless(await read(merged, { from, to }, TARGET))).toEqual(expected);
    expect(timeless(await read(merged, { from, to }, 3))).toEqual(expected); // by its old id
  });

  it.each(['calls', 'error_ratio', 'p95_ms', 'mean_ms', 'bytes_out', 'rate_limited'])(
    'the series of %s',
    async (measure) => {
      const ask = { measure, step: '3600' };
      const expected = await series(plain, { from, to }, { ...ask, endpoint: String(TARGET) });
      expect(await series(merged, { from, to }, { ...ask, endpoint: String(TARGET) })).toEqual(expected);
      expect(await series(merged, { from, to }, { ...ask, endpoint: '4' })).toEqual(expected);
    },
  );
});

it('distinct consumers by day are those of all together', async () => {
  const range = { from: new Date('2026-11-17T00:00:00Z'), to: new Date('2026-11-20T00:00:00Z') };
  const ask = { measure: 'consumers', step: '86400', endpoint: String(TARGET) };
  expect(await series(merged, range, ask)).toEqual(await series(plain, range, ask));
});

it('a series of one consumer on the endpoint reads all its calls', async () => {
  const range = { from: new Date('2026-11-20T09:00:00Z'), to: NOW };
  const ask = { measure: 'calls', step: '3600', endpoint: String(TARGET), consumer: 'consumer-2' };
  expect(await series(merged, range, ask)).toEqual(await series(plain, range, ask));
});

it('separated again, each has its own calls', async () => {
  const { projectId } = merged;
  const before = await list(merged);
  await separateEndpoints(admin(merged), { projectId, endpointId: TARGET, endpoints: [3] });
  const after = await list(merged);
  expect(idsOf(after)).toEqual([1, 2, 3, 5, 6]);
  const sum = (list: { calls: number }[]): number => list.reduce((all, { calls }) => all + calls, 0);
  expect(sum(after.endpoints)).toBe(sum(before.endpoints));
  await mergeEndpoints(admin(merged), { projectId, endpointId: TARGET, endpoints: [3] });
  expect(timeless(await list(merged))).toEqual(timeless(before));
});

it('chains of merges are followed and taken apart link by link', async () => {
  const { projectId } = merged;
  await mergeEndpoints(admin(merged), { projectId, endpointId: 5, endpoints: [TARGET] });
  const one = await list(merged);
  expect(idsOf(one)).toEqual([1, 5, 6]);
  await separateEndpoints(admin(merged), { projectId, endpointId: 5, endpoints: [TARGET] });
  const two = await list(merged);
  expect(idsOf(two)).toEqual([1, 2, 5, 6]);
});

it('what is merged into an endpoint while ingest folds that one into a template counts as the template', async () => {
  const { projectId, storage } = plain;
  const merge = (tx: Sql, sourceId: number, targetId: number) =>
    naming.mergeEndpointRows(tx, { projectId, merges: [{ sourceId, targetId }] });
  const isWaiting = async () =>
    (
      await storage.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).rowCount > 0;
  const ingest = await storage.transaction(async (person) => {
    await merge(person, 3, 4);
    const done = storage.transaction((tx) => merge(tx, 4, 5));
    await waitFor(isWaiting, { what: 'that ingest waits' });
    return { done };
  });
  await ingest.done;
  const { rows } = await storage.query(
    'select id, merged_into, counts_as from endpoint where project_id = $1 and counts_as is not null order by id',
    [projectId],
  );
  expect(rows).toEqual([
    { id: 3, merged_into: 4, counts_as: 5 },
    { id: 4, merged_into: 5, counts_as: 5 },
  ]);
});

it('calls are found under the endpoint, and told as its calls', async () => {
  const { endpoints } = await list(merged);
  const expected = endpoints.find(({ id }) => id === TARGET)?.calls;
  expect(expected).toBeGreaterThan(900);
  const input = callsInput.parse(queryOf(merged, { from: FROM, to: NOW }, { endpoint: String(TARGET), limit: '1000' }));
  const { calls } = await getCalls(merged.context(NOW), input);
  expect(calls).toHaveLength(Math.min(1_000, expected ?? 0));
  expect(new Set(calls.map(({ endpointId }) => endpointId))).toEqual(new Set([TARGET]));
  expect(new Set(calls.map(({ path }) => path))).toEqual(new Set(['/things/1', '/things/2', '/things/3']));
});
