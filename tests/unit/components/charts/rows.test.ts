import { expect, it } from 'vitest';
import { barRows, stackTotals } from '../../../../components/charts/bar-rows';
import { lineRows } from '../../../../components/charts/line-rows';

it('dashes the unfinished end from the last whole step on', () => {
  const rows = lineRows({
    times: [0, 10, 20],
    stepMs: 10,
    series: [{ key: 'a', label: 'a', values: [1, 2, 3] }],
    unfinishedFrom: 20,
  });
  expect(rows.map((row) => row['a:done'])).toEqual([1, 2, null]);
  expect(rows.map((row) => row['a:open'])).toEqual([null, 2, 3]);
});

it('draws a whole line when nothing is unfinished', () => {
  const rows = lineRows({ times: [0, 10], stepMs: 10, series: [{ key: 'a', label: 'a', values: [1, 2] }] });
  expect(rows.map((row) => row['a:done'])).toEqual([1, 2]);
  expect(rows.map((row) => row['a:open'])).toEqual([null, null]);
});

it('draws a value at the middle of its step', () => {
  const rows = lineRows({ times: [0, 10], stepMs: 10, series: [{ key: 'a', label: 'a', values: [0, 9] }] });
  expect(rows.map((row) => [row['at'], row['a:done']])).toEqual([
    [5, 0],
    [15, 9],
  ]);
});

it('in steps, rises where the step begins and is dashed over the unfinished step alone', () => {
  const rows = lineRows({
    times: [0, 10, 20],
    stepMs: 10,
    series: [{ key: 'a', label: 'a', values: [0, 9, 4] }],
    unfinishedFrom: 20,
    shape: 'steps',
  });
  expect(rows.map((row) => [row['at'], row['a:done'], row['a:open']])).toEqual([
    [0, 0, null],
    [10, 0, null],
    [10, 9, null],
    [20, 9, 9],
    [20, null, 4],
    [30, null, 4],
  ]);
});

it('keeps a value between two gaps visible', () => {
  const rows = lineRows({
    times: [0, 10, 20],
    stepMs: 10,
    series: [{ key: 'a', label: 'a', values: [null, 7, null] }],
  });
  expect(rows.map((row) => row['a:alone'])).toEqual([null, 7, null]);
});

it('has no band where the baseline is still learning', () => {
  const band = { label: 'Baseline', low: [null, 1], high: [null, 3] };
  expect(lineRows({ times: [0, 10], stepMs: 10, series: [], band }).map((row) => row['band'])).toEqual([null, [1, 3]]);
});

it('centres bars in their step and separates the hot ones', () => {
  const series = [{ key: 'f', label: 'Failed', values: [5, 6] }];
  expect(barRows({ times: [0, 10], stepMs: 10, series, hot: [false, true] })).toEqual([
    { at: 5, 'f:cool': 5, 'f:hot': null },
    { at: 15, 'f:cool': null, 'f:hot': 6 },
  ]);
});

it('sums stacks', () => {
  const series = [
    { key: 'a', label: 'a', values: [1, null] },
    { key: 'b', label: 'b', values: [2, 3] },
  ];
  expect(stackTotals([0, 10], series)).toEqual([3, 3]);
});
