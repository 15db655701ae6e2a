import { expect, it } from 'vitest';
import { barPaths, stackTotals } from '../../../../components/charts/bar-paths';
import { bandOf, lineRows, pointsOf } from '../../../../components/charts/line-rows';

const plot = { x: (at: number) => at, y: (value: number) => 100 - value };

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

it('gives what is over to one layer and the running end to another', () => {
  const input = { times: [0, 10, 20], stepMs: 10, unfinishedFrom: 20 };
  const at = (last: number) => lineRows({ ...input, series: [{ key: 'a', label: 'a', values: [1, 2, last] }] });
  expect(pointsOf(at(3), 'a:done', plot)).toEqual(pointsOf(at(4), 'a:done', plot));
  expect(pointsOf(at(3), 'a:open', plot)).toEqual([null, [15, 98], [25, 97]]);
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
  const rows = lineRows({ times: [0, 10], stepMs: 10, series: [], band });
  expect(bandOf(rows, plot)).toEqual({ low: [null, [15, 99]], high: [null, [15, 97]] });
});

it('centres bars in their step and separates the hot ones', () => {
  const series = [{ key: 'f', label: 'Failed', values: [5, 6] }];
  expect(barPaths({ plot, times: [0, 10], stepMs: 10, series, hot: [false, true], barPx: 8 })).toEqual([
    { cool: 'M1.00 95.00h8.00v5.00h-8.00z', hot: 'M11.00 94.00h8.00v6.00h-8.00z' },
  ]);
});

it('stands stacked bars on each other and draws none for nothing', () => {
  const series = [
    { key: 'a', label: 'a', values: [2, null] },
    { key: 'b', label: 'b', values: [3, 0] },
  ];
  const paths = barPaths({ plot, times: [0, 10], stepMs: 10, series, hot: [], barPx: 10 });
  expect(paths.map(({ cool }) => cool)).toEqual(['M0.00 98.00h10.00v2.00h-10.00z', 'M0.00 95.00h10.00v3.00h-10.00z']);
});

it('sums stacks', () => {
  const series = [
    { key: 'a', label: 'a', values: [1, null] },
    { key: 'b', label: 'b', values: [2, 3] },
  ];
  expect(stackTotals([0, 10], series)).toEqual([3, 3]);
});
