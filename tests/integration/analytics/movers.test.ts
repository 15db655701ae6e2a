import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { consumerInput, getConsumer, getMovers, getOverview, moversInput, overviewInput } from '../../../lib/analytics';
import { compactProject } from '../../../lib/rollups';
import type { Comparison } from '../../../lib/shared';
import { countMovedBy, shareMovedBy } from '../../../lib/stats';
import type { CallRow } from '../../../lib/storage';
import { createCallsWorld, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import { DAY_MS, HOUR_MS, NOW } from './recount';

const random = seededRandom(171);
/** A minute later than which nothing of the range is over. */
const END_MS = Math.floor(NOW.getTime() / 60_000) * 60_000;

let world: CallsWorld;

type Change = Partial<Pick<CallRow, 'endpointId' | 'consumerId' | 'status' | 'durationUs'>>;
const SOME = (index: number): number => 1 + (index % 3);

/** So many calls of a span that ended so long ago. */
function calls(count: number, endedMs: number, change: (index: number) => Change): CallRow[] {
  const toMs = END_MS - endedMs;
  return Array.from({ length: count }, (_, index) => ({
    ...randomCall({ projectId: world.projectId, random, fromMs: toMs - 6 * HOUR_MS, toMs }),
    environmentId: 1,
    ...change(index),
  }));
}

/** Every span of six hours alike, but for what the tests look for. */
const ordinary = (index: number): Change => ({
  endpointId: SOME(index),
  consumerId: SOME(index),
  status: 200,
  durationUs: 9_000,
});

beforeAll(async () => {
  world = await createCallsWorld();
  const spans = [0, 6 * HOUR_MS, 7 * DAY_MS];
  const first = calls(3, 9 * DAY_MS, ordinary);
  const base = [...first, ...spans.flatMap((endedMs) => calls(1_200, endedMs, ordinary))];
  const moved = [
    ...calls(900, 0, () => ({ endpointId: 5, consumerId: 1, status: 200, durationUs: 9_000 })), // many more calls
    ...calls(60, 6 * HOUR_MS, () => ({ endpointId: 5, consumerId: 1, status: 200, durationUs: 9_000 })),
    ...calls(900, 7 * DAY_MS, () => ({ endpointId: 5, consumerId: 1, status: 200, durationUs: 9_000 })), // as last week
    ...calls(120, 0, () => ({ endpointId: 2, consumerId: 2, status: 500, durationUs: 9_000 })), // errors
    ...calls(300, 0, () => ({ endpointId: 3, consumerId: 3, status: 200, durationUs: 900_000 })), // slow
    ...calls(3, 0, () => ({ endpointId: 6, consumerId: 0, status: 200, durationUs: -1 })), // few: proves nothing
    ...calls(25, 0, () => ({ endpointId: 1, consumerId: 4, status: 200, durationUs: 9_000 })), // new
    ...calls(30, 6 * HOUR_MS, () => ({ endpointId: 1, consumerId: 5, status: 200, durationUs: 9_000 })), // gone
  ];
  await world.store([...base, ...moved], NOW);
  while ((await compactProject(world.storage, world.projectId, NOW)).moved > 0);
  await world.store(calls(40, 0, ordinary), NOW); // still waiting for the rollups
  const firstSeen = (id: number, endedMs: number) =>
    world.storage.prisma.consumer.update({
      where: { projectId_id: { projectId: world.projectId, id } },
      data: { firstSeenAt: new Date(END_MS - endedMs) },
    });
  for (const id of [1, 2, 3, 5]) await firstSeen(id, 8 * DAY_MS);
  await firstSeen(4, 3 * HOUR_MS);
});
afterAll(() => world.close());

const query = (more: object = {}) => ({
  projectId: String(world.projectId),
  from: new Date(END_MS - 6 * HOUR_MS).toISOString(),
  to: new Date(END_MS + 120_000).toISOString(), // the running step
  ...more,
});
const moversOf = (vs: Comparison) => getMovers(world.context(NOW), moversInput.parse(query({ vs })));

interface Sums {
  id: number;
  calls: number;
  errors: number;
}

async function sumsOf(column: 'endpoint_id' | 'consumer_id', { from, to }: { from: string; to: string }) {
  const { rows } = await world.storage.query<{ [Key in keyof Sums]: Sums[Key] }>(
    `select ${column} id, count(*)::int calls, (count(*) filter (where status >= 400))::int errors from call
     where project_id = $1 and finished_at >= $2 and finished_at < $3 and environment_id = any('{1,2}') group by 1`,
    [world.projectId, from, to],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const NOTHING = { calls: 0, errors: 0 };

test.each(['prev', 'week'] as const)(
  'endpoints that moved vs %s are those that SQL over the calls proves',
  async (vs) => {
    const answer = await moversOf(vs);
    expect(Date.parse(answer.to)).toBe(END_MS);
    const [now, before] = [await sumsOf('endpoint_id', answer), await sumsOf('endpoint_id', answer.before)];
    const expected = new Map<string, { now: number | null; before: number | null }>();
    for (const id of new Set([...now.keys(), ...before.keys()])) {
      const [a, b] = [now.get(id) ?? NOTHING, before.get(id) ?? NOTHING];
      const ratio = (of: typeof a) => (of.calls === 0 ? null : of.errors / of.calls);
      const isFar = (by: number) => Math.abs(Math.log(by)) >= Math.log(1.1);
      if (isFar(countMovedBy(a.calls, b.calls))) expected.set(`${id} calls`, { now: a.calls, before: b.calls });
      const [share, was] = [a, b].map((of) => ({ part: of.errors, whole: of.calls }));
      if (share && was && isFar(shareMovedBy(share, was)))
        expected.set(`${id} error_ratio`, { now: ratio(a), before: ratio(b) });
    }
    const counted = answer.endpoints.filter(({ measure }) => measure !== 'p95_ms');
    expect(
      new Map(counted.map((move) => [`${move.id} ${move.measure}`, { now: move.now, before: move.before }])),
    ).toEqual(expected);
    expect(answer.endpoints.filter(({ measure }) => measure === 'p95_ms').map(({ id }) => id)).toEqual([3]);
    expect(answer.endpoints.some(({ id }) => id === 6)).toBe(false);
    const distances = answer.endpoints.map(({ movedBy }) => Math.abs(Math.log(movedBy)));
    expect(distances).toEqual(distances.toSorted((a, b) => b - a));
  },
);

test('what is as it was last week moved against the hours before only', async () => {
  const names = async (vs: Comparison) => (await moversOf(vs)).endpoints.map(({ id, measure }) => `${id} ${measure}`);
  expect(await names('prev')).toContain('5 calls');
  expect(await names('week')).not.toContain('5 calls');
});

test('consumers that are new, back or gone are told as such, and by no ratio', async () => {
  const { consumers, fresh, returning, gone } = await moversOf('prev');
  expect(fresh?.items.map(({ name, calls: of }) => [name, of])).toEqual([['consumer-4', 25]]);
  expect(gone?.items.map(({ name, calls: of }) => [name, of])).toEqual([['consumer-5', 30]]);
  expect(returning).toEqual({ items: [], count: 0 });
  expect(consumers?.every(({ name }) => !['consumer-4', 'consumer-5'].includes(name))).toBe(true);
  const back = await getMovers(
    world.context(NOW),
    moversInput.parse(query({ from: new Date(END_MS - 12 * HOUR_MS).toISOString(), vs: 'week' })),
  );
  expect(back.returning?.items.map(({ name }) => name)).toEqual(['consumer-5']);
});

test('the overview compares with the same time last week', async () => {
  const from = new Date(Math.floor((END_MS - 5 * HOUR_MS) / HOUR_MS) * HOUR_MS).toISOString();
  const to = new Date(Math.floor(END_MS / HOUR_MS) * HOUR_MS).toISOString();
  const answer = await getOverview(world.context(NOW), overviewInput.parse(query({ from, to, vs: 'week' })));
  const back = (at: string) => new Date(Date.parse(at) - 7 * DAY_MS).toISOString();
  expect(answer.previous).toMatchObject({ from: back(from), to: back(to) });
  const week = await sumsOf('endpoint_id', { from: back(from), to: back(to) });
  expect(answer.previous?.totals.calls).toBe([...week.values()].reduce((all, { calls: of }) => all + of, 0));
  expect(() => overviewInput.parse(query({ vs: 'year' }))).toThrow(/prev, week/);
});

/** SQL's count of each 11 minutes of a period. */
async function stepsOf({ from, to }: { from: string; to: string }, consumerId: number | null) {
  const { rows } = await world.storage.query<{ at: number; calls: number }>(
    `select b::float8 as at, count(id)::int calls from generate_series($2::bigint, $3::bigint - 1, 660) b left join call
       on project_id = $1 and environment_id = any('{1,2}') and finished_at >= to_timestamp(b)
       and finished_at < least(to_timestamp(b + 660), to_timestamp($3)) and consumer_id = coalesce($4, consumer_id)
     group by b order by b`,
    [world.projectId, Date.parse(from) / 1_000, Date.parse(to) / 1_000, consumerId],
  );
  return rows.map(({ at, calls: of }) => ({ at: new Date(at * 1_000).toISOString(), calls: of }));
}

test.each([
  ['all calls', null],
  ['a consumer', 3], // kept by the hour: the time before may end elsewhere
])('steps that a week is not made of are compared with the same time, too: of %s', async (_, consumerId) => {
  const asked = query({ step: '660', vs: 'week' });
  const { previous } =
    consumerId === null
      ? await getOverview(world.context(NOW), overviewInput.parse(asked))
      : await getConsumer(world.context(NOW), consumerInput.parse({ ...asked, name: `consumer-${consumerId}` }));
  const { from = '', to = '', points = [] } = previous ?? {};
  const steps = await stepsOf({ from, to }, consumerId);
  expect(steps.reduce((all, { calls: of }) => all + of, 0)).toBeGreaterThan(consumerId === null ? 1_000 : 300);
  expect(points.map(({ at, calls: of }) => ({ at, calls: of }))).toEqual(steps);
});

test('with a time in which nothing was watched yet nothing is compared', async () => {
  const from = new Date(END_MS - 8 * DAY_MS).toISOString();
  const answer = await getMovers(world.context(NOW), moversInput.parse(query({ from })));
  const none = { items: [], count: 0 };
  expect(answer).toMatchObject({ comparable: false, endpoints: [], consumers: [], fresh: none, gone: none });
});

test('a range of which nothing is over is refused', async () => {
  const input = moversInput.parse(query({ from: new Date(END_MS + 60_000).toISOString() }));
  await expect(getMovers(world.context(NOW), input)).rejects.toThrow(/over yet/);
});

/** A project of its own of which so many calls an hour came since so many hours. */
async function steadyWorld(perHour: number, hours: number): Promise<CallsWorld> {
  const steady = await createCallsWorld();
  onTestFinished(() => steady.close());
  const gapMs = HOUR_MS / perHour;
  const rows = Array.from({ length: perHour * hours }, (_, index): CallRow => {
    const atMs = END_MS - (index + 0.5) * gapMs;
    const call = randomCall({ projectId: steady.projectId, random, fromMs: atMs, toMs: atMs + 1 });
    return { ...call, environmentId: 1, status: 200, durationUs: 9_000, endpointId: 2 + (index % 2), consumerId: 1 };
  });
  await steady.store(rows, NOW);
  return steady;
}

const steadyQuery = (of: CallsWorld) => ({ ...query({ vs: 'prev' }), projectId: String(of.projectId) });

test('calls that come steadily did not double because half of the time before was not watched', async () => {
  const steady = await steadyWorld(240, 9);
  const answer = await getMovers(steady.context(NOW), moversInput.parse(steadyQuery(steady)));
  expect([answer.comparable, answer.endpoints]).toEqual([false, []]);
  const overview = await getOverview(steady.context(NOW), overviewInput.parse(steadyQuery(steady)));
  expect(overview.previous).toBeNull();
});

test.each([
  ['the range', 3 * HOUR_MS],
  ['the time before it', 9 * HOUR_MS],
])('where no process took calls in a part of %s, calls and silences are not compared', async (_, endedMs) => {
  const { storage } = world;
  const before = await moversOf('prev');
  expect(before.endpoints.some(({ measure }) => measure === 'calls')).toBe(true);
  const gap = [new Date(END_MS - endedMs - 900_000), new Date(END_MS - endedMs)];
  await storage.query('insert into ingest_gap (started_at, ended_at) values ($1, $2)', gap);
  onTestFinished(async () => void (await storage.query('delete from ingest_gap')));
  const answer = await moversOf('prev');
  expect(answer).toMatchObject({ comparable: true, countsComparable: false, returning: null, gone: null });
  expect(answer.endpoints).toEqual(before.endpoints.filter(({ measure }) => measure !== 'calls'));
  expect(answer.consumers?.some(({ measure }) => measure === 'calls')).toBe(false);
});
