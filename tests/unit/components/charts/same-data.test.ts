import { expect, it } from 'vitest';
import { sameData } from '../../../../components/charts/same-data';

it('compares what data says, not which object says it', () => {
  const data = () => ({ rows: [{ at: 1, band: [1, 2], none: null }], text: 'a', nan: Number.NaN });
  expect(sameData(data(), data())).toBe(true);
});

it.each([
  [[1, 2], [1]],
  [{ a: 1 }, { a: 1, b: undefined }],
  [{ a: undefined }, { b: undefined }],
  [[], {}],
  [null, {}],
  [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }],
])('tells %j from %j', (a, b) => {
  expect(sameData(a, b)).toBe(false);
  expect(sameData(b, a)).toBe(false);
});
