import { expect, test } from 'vitest';
import { thin } from '../../../../lib/alerting/backtest/thin';
import type { Observation } from '../../../../lib/shared';

const HOUR_MS = 3_600_000;
const FIRST = Date.UTC(2026, 10, 24, 10, 37);
const value = (of: number): Observation => ({ kind: 'value', value: of, calls: 1, partial: false });
const windowsOf = (count: number): Observation[] =>
  Array.from({ length: count }, (_, index) => value(((index * 7_919) % 10_007) + 1));

test.each([2_000, 2_001, 7 * 1_440, 14 * 1_440, 20_000, 30 * 1_440])(
  'of %i windows a chart gets at most 2,000 points, with the highest and the lowest of each hour',
  (count) => {
    const windows = windowsOf(count);
    const points = thin({ firstEndMs: FIRST, windows });
    expect(points.length).toBeLessThanOrEqual(2_000);
    expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).toSorted());
    const byHour = new Map<number, number[]>();
    for (const [index, window] of windows.entries()) {
      const hour = Math.floor((FIRST + (index - 1) * 60_000) / HOUR_MS);
      byHour.set(hour, [...(byHour.get(hour) ?? []), window.kind === 'value' ? window.value : 0]);
    }
    const shown = new Map<number, number[]>();
    for (const { at, value: of } of points) {
      const hour = Math.floor((Date.parse(at) - 60_000) / HOUR_MS);
      shown.set(hour, [...(shown.get(hour) ?? []), of ?? 0]);
    }
    const ends = (values: number[]) => [Math.min(...values), Math.max(...values)];
    expect([...shown].map(([hour, values]) => [hour, ...ends(values)])).toEqual(
      [...byHour].map(([hour, values]) => [hour, ...ends(values)]),
    );
  },
);
