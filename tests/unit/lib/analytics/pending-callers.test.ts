import { expect, test } from 'vitest';
import { pendingCallers } from '../../../../lib/analytics/callers/pending-callers';
import { aggregate } from '../../../../lib/rollups';
import type { CallRow } from '../../../../lib/storage';
import { randomCall, seededRandom } from '../../../support/stored-calls';

const FROM_MS = Date.parse('2026-11-26T17:00:00Z');
const HOUR_MS = 3_600_000;
const random = seededRandom(5);

const flush = (calls: number): CallRow[] =>
  Array.from({ length: calls }, () =>
    randomCall({ projectId: 1, random, fromMs: FROM_MS, toMs: FROM_MS + 2 * HOUR_MS }),
  );

test('each caller that waits is told once, whatever flushes and minutes it called in', () => {
  const flushes = [flush(300), flush(1), flush(200)];
  const segments = [{ source: 'hour' as const, from: new Date(FROM_MS), to: new Date(FROM_MS + HOUR_MS) }];
  const { sums, times } = pendingCallers({ environmentIds: [1, 2], segments }, flushes.map(aggregate));
  const rows = flushes.flat().filter(({ caller, environmentId }) => caller !== null && environmentId < 3);
  const inHour = rows.filter(({ finishedAtUs }) => finishedAtUs / 1000 < FROM_MS + HOUR_MS);
  const ofCaller = (caller: string): CallRow[] => inHour.filter((row) => row.caller === caller);
  expect(new Set(sums.callers)).toEqual(new Set(inHour.map(({ caller }) => caller)));
  expect(sums.callers).toHaveLength(new Set(sums.callers).size);
  expect(sums.calls).toEqual(sums.callers.map((caller) => ofCaller(caller).length));
  const errors = (caller: string): number => ofCaller(caller).filter(({ status }) => status >= 400).length;
  expect(sums.errors).toEqual(sums.callers.map(errors));
  const limited = (caller: string): number => ofCaller(caller).filter(({ status }) => status === 429).length;
  expect(sums.rateLimited).toEqual(sums.callers.map(limited));
  const minutes = (caller: string): number[] =>
    rows.flatMap((row) => (row.caller === caller ? [Math.floor(row.finishedAtUs / 60e6) * 60] : []));
  for (const [caller, { firstAt, lastAt }] of times)
    expect([firstAt, lastAt]).toEqual([Math.min(...minutes(caller)), Math.max(...minutes(caller))]);
});
