import { describe, expect, it } from 'vitest';
import { Rest } from '../../../worker/rest';

/** Moments at which runs begin when a wake comes every `everyMs`. */
function beginnings(rest: Rest, { everyMs, untilMs }: { everyMs: number; untilMs: number }): number[] {
  const begun: number[] = [];
  for (let nowMs = 0; nowMs < untilMs; nowMs += everyMs) {
    if (rest.left(nowMs) > 0) continue;
    rest.begin(nowMs);
    begun.push(nowMs);
  }
  return begun;
}

describe('the rest between runs', () => {
  it('lets one run begin in its time', () => {
    expect(beginnings(new Rest(500), { everyMs: 100, untilMs: 1_600 })).toEqual([0, 500, 1_000, 1_500]);
  });

  it('lets some begin before their time, then one in it', () => {
    expect(beginnings(new Rest(500, 3), { everyMs: 100, untilMs: 1_600 })).toEqual([
      0, 100, 200, 300, 500, 1_000, 1_500,
    ]);
  });

  it('never holds up what comes more seldom', () => {
    expect(beginnings(new Rest(500, 1), { everyMs: 600, untilMs: 30_000 })).toHaveLength(50);
  });

  it('gives back what was taken before its time while nothing runs, or at once', () => {
    const rest = new Rest(500, 2);
    const begin = (...times: number[]) => times.forEach((nowMs) => rest.begin(nowMs));
    begin(0, 0, 0);
    expect(rest.left(0)).toBe(500);
    expect(rest.left(500)).toBe(0);
    begin(1_500);
    expect(rest.left(1_500)).toBe(-500);
    begin(1_500, 1_500);
    expect(rest.left(1_500)).toBeGreaterThan(0);
    rest.forgive();
    begin(1_500, 1_500);
    expect(rest.left(1_500)).toBeLessThanOrEqual(0);
  });
});
