import { expect, it } from 'vitest';
import { tickX } from '../../../../components/charts/layers/time-tick';
import { laneLabels } from '../../../../components/charts/scale/lane-labels';
import { textPx } from '../../../../components/charts/scale/text-width';
import type { ChartWindow } from '../../../../components/charts/types';

/** One px a unit of time, from the left edge of the plot on. */
const plot = { left: 46, x: (at: number) => 46 + at };
const incidents = (...starts: number[]): ChartWindow[] =>
  starts.map((from, index) => ({
    key: String(index),
    from,
    to: from + 2,
    label: `#${index + 1}`,
    state: 'attack',
    href: `/incidents/${index + 1}`,
  }));
const texts = (...starts: number[]) => laneLabels(plot, incidents(...starts)).map(({ text }) => text);

it('incidents that are far apart have a label each', () => {
  expect(texts(100, 300, 500)).toEqual(['#1', '#2', '#3']);
});

it('labels of incidents a few minutes apart become one, which names how many and holds them all in order of time', () => {
  expect(texts(100, 300, 303, 309)).toEqual(['#1', '3 incidents']);
  const [label] = laneLabels(plot, incidents(303, 300, 309));
  expect(label?.windows.map((window) => window.label)).toEqual(['#2', '#1', '#3']);
});

it('no two labels ever print over each other, wherever the incidents lie', () => {
  for (let spacing = 1; spacing < 120; spacing += 3) {
    const labels = laneLabels(plot, incidents(...Array.from({ length: 12 }, (_, n) => n * spacing)));
    expect(labels.flatMap(({ windows }) => windows)).toHaveLength(12);
    for (const [index, { left, right }] of labels.entries()) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(labels[index + 1]?.left ?? Infinity).toBeGreaterThan(right);
    }
  }
});

it('windows without a label have none', () => {
  expect(laneLabels(plot, [{ key: 'a', from: 1, to: 2, label: '', state: 'attack' }])).toEqual([]);
});

it('a time at the edge of a chart is moved inwards until it is whole, one that fits stays under its tick', () => {
  expect(tickX(200, '14:00', 400)).toBe(200);
  expect(tickX(396, '14:00', 400) + textPx('14:00') / 2).toBeCloseTo(400);
  expect(tickX(2, '24 Nov', 400) - textPx('24 Nov') / 2).toBeCloseTo(0);
});
