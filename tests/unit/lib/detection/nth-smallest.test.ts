import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nthSmallest } from '../../../../lib/detection/tracks/nth-smallest';

const selected = (values: readonly number[], index: number): number | undefined =>
  nthSmallest(Float64Array.from(values), index);

describe('the value at a place of the order', () => {
  it('is the one that sorting puts there, with equal values and infinite ones too', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true }).map((one) => one + 0),
      fc.integer({ min: -2, max: 2 }),
      fc.constant(-Infinity),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), fc.nat(), (values, seed) => {
        const index = seed % values.length;
        expect(selected(values, index)).toBe(Float64Array.from(values).toSorted()[index]);
      }),
    );
  });

  it('is found in orders that halve badly as well: rising, falling, rising and then falling', () => {
    const rising = Array.from({ length: 10_000 }, (_, index) => index);
    const hill = rising.map((value) => Math.min(value, 9_999 - value));
    expect(selected(rising, 1_000)).toBe(1_000);
    expect(selected(rising.toReversed(), 1_000)).toBe(1_000);
    expect(selected(hill, 1_000)).toBe(500);
  });

  it('is none of no values', () => {
    expect(selected([], 0)).toBeUndefined();
  });
});
