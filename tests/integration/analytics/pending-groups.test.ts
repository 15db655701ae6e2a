import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadPending } from '../../../lib/analytics/cells/load-pending';
import { aggregate, byMinuteOf, emptyTotals, encodePending, mergePending } from '../../../lib/rollups';
import type { PendingTotals } from '../../../lib/rollups';
import type { CallRow, Sql } from '../../../lib/storage';
import { createCallsWorld, randomCall, seededRandom } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse('2026-11-20T12:00:00Z');
const OTHER_PROJECT = 77;
/** Flushes that are added up together. */
const GROUP = 128;
const FLUSHES = 3 * GROUP;
/** Groups that one read adds up. */
const AT_ONCE = 6;

const random = seededRandom(17);
let world: CallsWorld;
/** No number is used twice. */
let first = 5_000;
/** What waits, by project and flush. */
const waiting = new Map<string, CallRow[]>();
const keyOf = (projectId: number, flushNo: number): string => `${projectId} ${flushNo}`;

beforeAll(async () => {
  world = await createCallsWorld();
});
beforeEach(async () => {
  waiting.clear();
  first += 10_000;
  await world.storage.query('delete from call_pending');
});
afterAll(() => world.close());

async function wait(projectId: number, flushNo: number, calls = 3): Promise<void> {
  const span = { fromMs: NOW_MS - HOUR_MS, toMs: NOW_MS };
  const rows = Array.from({ length: calls }, () => randomCall({ projectId, random, ...span }));
  waiting.set(keyOf(projectId, flushNo), rows);
  const body = encodePending(aggregate(rows));
  await world.storage.query('insert into call_pending (project_id, flush_no, body) values ($1, $2, $3)', [
    projectId,
    flushNo,
    body,
  ]);
}

async function take(projectId: number, flushNo: number): Promise<void> {
  waiting.delete(keyOf(projectId, flushNo));
  await world.storage.query('delete from call_pending where project_id = $1 and flush_no = $2', [projectId, flushNo]);
}

async function waitFor(projectId: number, flushes: number): Promise<void> {
  for (let at = 0; at < flushes; at++) await wait(projectId, first + at);
}

/** The sums by minute and id, whatever they were added up from. */
function told(parts: readonly PendingTotals[]): string[] {
  const all = emptyTotals();
  for (const part of parts) mergePending(all, part);
  const lines: string[] = [];
  for (const [environment, { endpoints, latency, consumers, callers }] of all.environments) {
    const of = (name: string, keys: (string | number)[], values: number[]): void => {
      lines.push([environment, name, ...keys, '=', ...values].join(' '));
    };
    for (let row = 0; row < endpoints.size; row++) {
      const keys = [endpoints.key(row, 0), endpoints.key(row, 1)];
      of('endpoint', keys, [...endpoints.values.subarray(row * 11, (row + 1) * 11)]);
    }
    for (let row = 0; row < latency.size; row++) {
      const of0 = latency.key(row, 0);
      const keys = [endpoints.key(of0, 0), endpoints.key(of0, 1), latency.key(row, 1)];
      of('latency', keys, [latency.value(row, 0)]);
    }
    for (let row = 0; row < consumers.size; row++)
      of('consumer', [consumers.key(row, 0), consumers.key(row, 1)], [consumers.value(row, 0)]);
    for (let row = 0; row < callers.size; row++)
      of('caller', [callers.key(row, 0), all.callers[callers.key(row, 1)] ?? ''], [callers.value(row, 0)]);
  }
  return lines.toSorted();
}

const expected = (projectId: number): string[] =>
  told([...waiting].flatMap(([key, rows]) => (key.startsWith(`${projectId} `) ? [aggregate(rows)] : [])));

const read = (sql: Sql, projectId: number): Promise<PendingTotals[]> => loadPending(world.storage, sql, projectId);

/** Answers how many parts were read. */
async function expectExact(projectId: number): Promise<number> {
  const parts = await world.storage.snapshot((sql) => read(sql, projectId));
  expect(told(parts)).toEqual(expected(projectId));
  return parts.length;
}

test('flushes that stand still are read as few sums, exactly, and no read adds them all up', async () => {
  const flushes = (AT_ONCE + 1) * GROUP;
  await waitFor(world.projectId, flushes);
  const sizes: number[] = [];
  for (let times = 0; times < 4; times++) sizes.push(await expectExact(world.projectId));
  expect(sizes[0]).toBe(flushes);
  sizes.forEach((size, at) => at > 0 && expect((sizes[at - 1] ?? 0) - size).toBeLessThanOrEqual(AT_ONCE * GROUP));
  expect(sizes.at(-1)).toBeLessThan(AT_ONCE + 3);
});

test('a flush that was folded, and one that came late between others, are told at once', async () => {
  await waitFor(world.projectId, FLUSHES);
  await take(world.projectId, first + 200);
  for (let times = 0; times < 3; times++) await expectExact(world.projectId);
  await take(world.projectId, first + 150);
  await expectExact(world.projectId);
  await wait(world.projectId, first + 200);
  for (let times = 0; times < 3; times++) await expectExact(world.projectId);
  await wait(world.projectId, first + FLUSHES);
  await wait(world.projectId, -first);
  for (let times = 0; times < 3; times++) await expectExact(world.projectId);
});

test('a snapshot is told what it sees, whatever others have read since', async () => {
  await waitFor(world.projectId, 150);
  for (let times = 0; times < 2; times++) await expectExact(world.projectId);
  await world.storage.snapshot(async (sql) => {
    const before = expected(world.projectId);
    expect(told(await read(sql, world.projectId))).toEqual(before);
    await take(world.projectId, first + 7);
    await wait(world.projectId, first + 151);
    for (let times = 0; times < 3; times++) await expectExact(world.projectId);
    expect(told(await read(sql, world.projectId))).toEqual(before);
  });
  await expectExact(world.projectId);
});

test('projects with the same flushes are told apart, and large flushes stand alone', async () => {
  await waitFor(world.projectId, 40);
  await waitFor(OTHER_PROJECT, 40);
  await wait(world.projectId, first + 60, 2_000);
  for (let times = 0; times < 3; times++) {
    await expectExact(world.projectId);
    await expectExact(OTHER_PROJECT);
  }
  const parts = await world.storage.snapshot((sql) => read(sql, world.projectId));
  expect(parts).toHaveLength(2);
});

test('what waits beyond the memory for it is one sum, and is told whole', async () => {
  const rows = Array.from({ length: 5_000 }, () =>
    randomCall({ projectId: OTHER_PROJECT, random, fromMs: NOW_MS - HOUR_MS, toMs: NOW_MS }),
  );
  const body = encodePending(aggregate(rows));
  const blobs = Math.ceil((24 << 20) / body.length);
  await world.storage.query(
    'insert into call_pending (project_id, flush_no, body) select $1, $2::bigint + at, $3 from generate_series(1, $4::int) at',
    [OTHER_PROJECT, first, body, blobs],
  );
  const held = await world.storage.snapshot((sql) => loadPending(world.storage, sql, OTHER_PROJECT));
  expect(held.length).toBeLessThan(blobs * 0.75);
  const again = await world.storage.snapshot((sql) => loadPending(world.storage, sql, OTHER_PROJECT));
  for (const parts of [held, again]) expect(callsIn(parts)).toBe(blobs * rows.length);
});

function callsIn(parts: readonly PendingTotals[]): number {
  let calls = 0;
  for (const { environments } of parts)
    for (const totals of environments.values()) {
      const { endpoints } = byMinuteOf(totals);
      for (let row = 0; row < endpoints.size; row++) calls += endpoints.value(row, 0);
    }
  return calls;
}
