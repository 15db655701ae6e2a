import { expect, test } from 'vitest';
import {
  coverWords,
  incidentsDuring,
  neverStops,
  neverStopsAt,
  noticeCount,
  toEachChannel,
} from '../../../../components/rules/editor/backtest-words';
import type { BacktestAnswer, BacktestFiring } from '../../../../lib/shared';

const at = (hour: number): string => new Date(Date.UTC(2026, 10, 24, hour)).toISOString();
const firing = (from: number, to: number | null): BacktestFiring => ({
  startedAt: at(from),
  from: at(from),
  to: to === null ? null : at(to),
  peakValue: 1,
});
const answerOf = (firings: BacktestFiring[]): BacktestAnswer => ({
  from: at(0),
  to: at(20),
  judgedFrom: at(10),
  note: null,
  minutesEvaluated: 600,
  firings,
  notifications: 2,
  noDataNotifications: 0,
  thresholds: [],
  points: [],
  incidents: [
    { id: 1, title: 'Burst', severity: 'high', openedAt: at(11), resolvedAt: at(12), covered: false },
    { id: 2, title: 'Stuffing', severity: 'high', openedAt: at(13), resolvedAt: null, covered: true },
  ],
});

test('a rule that fires nearly all the judged time is told so', () => {
  expect(neverStops(answerOf([firing(10, null)]))).toBe(true);
  expect(neverStops(answerOf([firing(10, 19)]))).toBe(false);
});

test('a threshold at which a rule would fire nearly all the judged time is told so', () => {
  const at = (firingSeconds: number) =>
    neverStopsAt(
      { threshold: 0.05, firings: 1, notifications: 3, noDataNotifications: 0, firingSeconds },
      answerOf([]),
    );
  expect([at(9.5 * 3600), at(8.5 * 3600)]).toEqual([true, false]);
});

test('a firing names the incidents that went on meanwhile', () => {
  const ids = (from: number, to: number | null) => incidentsDuring(firing(from, to), answerOf([])).map(({ id }) => id);
  expect(ids(12, 13)).toEqual([]);
  expect(ids(11, 14)).toEqual([1, 2]);
  expect(ids(19, null)).toEqual([2]);
});

test('notices of missing data are named', () => {
  const told = (notifications: number, noDataNotifications: number) => {
    const row = { notifications, noDataNotifications };
    return [noticeCount(row), toEachChannel(row)];
  };
  expect(told(7, 0)).toEqual(['7', ' to each channel']);
  expect(told(7, 2)).toEqual(['7, 2 no data', ' to each channel, 2 of them of missing data']);
  expect(told(2, 2)).toEqual(['2 no data', ' of missing data to each channel']);
});

test('how many incidents a rule covers is said in a sentence', () => {
  expect(coverWords(answerOf([]))).toBe('1 of 2 incidents of that time falls into a firing.');
  expect(coverWords({ ...answerOf([]), incidents: answerOf([]).incidents.slice(0, 1) })).toBe(
    'The incident of that time falls into no firing.',
  );
  expect(coverWords({ ...answerOf([]), incidents: [] })).toBe('');
});
