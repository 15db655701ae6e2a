import { expect, test } from 'vitest';
import { QuotaLedger } from '../../../../lib/ingest/guard/quota-ledger';

const NOON = new Date('2026-11-30T12:00:00Z');
const NEXT = new Date('2026-12-01T00:00:00Z');

/** Counts calls as ingest does. */
function charge(ledger: QuotaLedger, calls: number, now: Date): void {
  const { project } = ledger.of(7, now);
  for (const period of ['day', 'month'] as const) project[period].calls += calls;
}

const usedOf = (ledger: QuotaLedger, now: Date): number[] => {
  const { project } = ledger.of(7, now);
  return [project.day, project.month].map(({ known, calls }) => known + calls);
};

test('what could not be told is told the next time, once', () => {
  const ledger = new QuotaLedger();
  charge(ledger, 5, NOON);
  const first = ledger.take();
  expect(usedOf(ledger, NOON)).toEqual([5, 5]); // counts while it is being told
  charge(ledger, 2, NOON);
  ledger.giveBack(first);
  expect(usedOf(ledger, NOON)).toEqual([7, 7]);
  expect(ledger.take().map(({ period, calls }) => [period, calls])).toEqual([
    ['day', 7],
    ['month', 7],
  ]);
  expect(ledger.take()).toEqual([]);
});

test('a new day or month begins at nothing, and what the old one did not tell is told still, as one row each', () => {
  const ledger = new QuotaLedger();
  charge(ledger, 5, NOON);
  const untold = ledger.take();
  charge(ledger, 1, NEXT);
  ledger.giveBack(untold);
  charge(ledger, 1, NEXT);
  expect(usedOf(ledger, NEXT)).toEqual([2, 2]);
  expect(ledger.take().map(({ period, starts, calls }) => [period, starts, calls])).toEqual([
    ['day', '2026-11-30', 5],
    ['day', '2026-12-01', 2],
    ['month', '2026-11-01', 5],
    ['month', '2026-12-01', 2],
  ]);
});

test('learns what all processes used, and never that it was less', () => {
  const ledger = new QuotaLedger();
  charge(ledger, 5, NOON);
  ledger.take();
  ledger.learn([{ projectId: 7, period: 'day', starts: '2026-11-30', calls: 40 }]);
  ledger.learn([{ projectId: 7, period: 'day', starts: '2026-11-30', calls: 12 }]);
  ledger.learn([{ projectId: 7, period: 'day', starts: '2026-11-29', calls: 900 }]);
  expect(usedOf(ledger, NOON)).toEqual([40, 5]);
});

test('what the quota of the minute refused is told by day', () => {
  const ledger = new QuotaLedger();
  for (const now of [NOON, NOON, NEXT]) ledger.of(7, now).project.minute.refusedPosts += 1;
  expect(ledger.take().map(({ period, starts, refusedPosts }) => [period, starts, refusedPosts])).toEqual([
    ['minute', '2026-11-30', 2],
    ['minute', '2026-12-01', 1],
  ]);
});
