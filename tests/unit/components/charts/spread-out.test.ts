import { expect, it } from 'vitest';
import { spreadOut } from '../../../../components/charts/scale/spread-out';

const room = { gap: 18, from: 9, to: 391 };

it('leaves positions alone that have room', () => {
  expect(spreadOut([20, 100, 300], room)).toEqual([20, 100, 300]);
});

it('spreads a crowd to both sides of its middle', () => {
  expect(spreadOut([100, 101, 102], room)).toEqual([83, 101, 119]);
  expect(spreadOut([100, 100, 130], room)).toEqual([91, 109, 130]);
});

it('keeps the crowd inside the room at either end', () => {
  expect(spreadOut([9, 9, 9], room)).toEqual([9, 27, 45]);
  expect(spreadOut([390, 391, 391], room)).toEqual([355, 373, 391]);
});

it('never lets neighbours overlap, whatever is wanted', () => {
  for (let seed = 1; seed < 200; seed++) {
    const wanted = Array.from({ length: 12 }, (_, i) => (seed * 37 * (i + 3) ** 2) % 400).sort((a, b) => a - b);
    const places = spreadOut(wanted, room);
    places.slice(1).forEach((at, i) => expect(at - (places[i] ?? 0)).toBeGreaterThanOrEqual(18 - 1e-9));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(9);
    expect(Math.max(...places)).toBeLessThanOrEqual(391);
  }
});

it('shrinks the gap where the room is too small, and takes none or one', () => {
  expect(spreadOut([5, 5, 5], { gap: 18, from: 0, to: 20 })).toEqual([0, 10, 20]);
  expect(spreadOut([], room)).toEqual([]);
  expect(spreadOut([-50], room)).toEqual([9]);
});
