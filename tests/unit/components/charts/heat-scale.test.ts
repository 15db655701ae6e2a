import fc from 'fast-check';
import { expect, it } from 'vitest';
import { heatLevel, heatScale, mostCalls } from '../../../../components/charts/heatmap/heat-scale';
import { logTicksWithin } from '../../../../components/charts/scale/ticks';

it('colours counts by steps at round numbers that grow evenly on a log scale', () => {
  expect(heatScale(140).map(({ from }) => from)).toEqual([1, 2, 3, 6, 10, 20, 40, 80]);
  expect(heatScale(140).map(({ level }) => level)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

it('spreads few counts over all colours, and has no colour for nothing', () => {
  expect(heatScale(3)).toEqual([
    { from: 1, level: 1 },
    { from: 2, level: 5 },
    { from: 3, level: 8 },
  ]);
  expect(heatScale(1)).toEqual([{ from: 1, level: 4 }]);
  expect(heatScale(0)).toEqual([]);
  expect(heatLevel(0, heatScale(140))).toBe(0);
});

it('never colours more calls lighter, and colours every count from 1 to the most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e7 }), fc.integer({ min: 1, max: 1e7 }), (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const scale = heatScale(high);
      expect(heatLevel(1, scale)).toBeGreaterThan(0);
      expect(heatLevel(low, scale)).toBeLessThanOrEqual(heatLevel(high, scale));
      expect(heatLevel(high, scale)).toBeLessThanOrEqual(8);
    }),
  );
});

it('finds the largest cell, also of no cells', () => {
  expect(mostCalls([[1, 7], [], [3]])).toBe(7);
  expect(mostCalls([])).toBe(0);
});

it('marks a log axis at 1 and 3 of each power of ten, and more finely where it is narrow', () => {
  expect(logTicksWithin(9, 1100)).toEqual([10, 30, 100, 300, 1000]);
  expect(logTicksWithin(22, 64)).toEqual([30, 40, 50, 60]);
  expect(logTicksWithin(33, 262)).toEqual([50, 100, 200]);
  expect(logTicksWithin(0.3, 4)).toEqual([0.3, 1, 3]);
});
