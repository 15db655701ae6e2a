import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cover } from '../../../../lib/analytics/range/cover';

const UNIT_MS = { day: 86_400_000, hour: 3_600_000, minute: 60_000, raw: 1 };
const base = Date.parse('2026-11-01T00:00:00Z');
const time = fc.integer({ min: 0, max: 40 * UNIT_MS.day }).map((ms) => new Date(base + ms));

test('a range is covered without gap or overlap, by rows that lie wholly inside', () => {
  fc.assert(
    fc.property(time, time, fc.integer({ min: -1, max: 40 }), (a, b, keptSince) => {
      const [from, to] = a <= b ? [a, b] : [b, a];
      const minutesSinceMs = base + keptSince * UNIT_MS.day + 1234;
      let reached = from.getTime();
      for (const segment of cover(from, to, { largestMs: Number.POSITIVE_INFINITY, minutesSinceMs })) {
        expect(segment.from.getTime()).toBe(reached);
        expect(segment.from < segment.to).toBe(true);
        for (const edge of [segment.from, segment.to]) expect(edge.getTime() % UNIT_MS[segment.source]).toBe(0);
        if (segment.source === 'minute') expect(segment.from.getTime()).toBeGreaterThanOrEqual(minutesSinceMs);
        reached = segment.to.getTime();
      }
      expect(reached).toBe(to.getTime());
    }),
  );
});

test('a step keeps rows that are longer than it, or do not divide it, out', () => {
  const range = [new Date(base), new Date(base + 3 * UNIT_MS.day)] as const;
  const sources = (largestMs: number): string[] =>
    cover(...range, { largestMs, minutesSinceMs: 0 }).map(({ source }) => source);
  expect(sources(UNIT_MS.day)).toEqual(['day']);
  expect(sources(2 * UNIT_MS.hour)).toEqual(['hour']);
  expect(sources(1.5 * UNIT_MS.hour)).toEqual(['minute']);
});
