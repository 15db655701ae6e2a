import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeenFlushes } from '../../../../lib/explorer/tail/seen-flushes';

const HOUR_MS = 3_600_000;

interface Stored {
  flush: string;
  storedAtMs: number;
  calls: number[];
}

const flushes = fc.array(
  fc.record({
    storedAtMs: fc.integer({ min: 0, max: 60_000 }),
    // How long before it was stored each call finished; up to ten minutes ahead of the clock.
    ages: fc.array(fc.integer({ min: -600_000, max: 15 * 60_000 }), { minLength: 1, maxLength: 5 }),
  }),
  { minLength: 1, maxLength: 8 },
);
const looks = fc.array(fc.constantFrom(20_000, 120_000, 960_000), { minLength: 1, maxLength: 60 });

test('every call is given once, however late it finished before it was stored, once its flush is looked at far enough back', () => {
  fc.assert(
    fc.property(flushes, looks, (drawn, reaches) => {
      const stored = drawn.map(({ storedAtMs, ages }, index): Stored => {
        const calls = ages.map((age) => HOUR_MS + storedAtMs - age);
        return { flush: String(index), storedAtMs: HOUR_MS + storedAtMs, calls };
      });
      const seen = new SeenFlushes();
      const given = new Map<string, number>();
      [...reaches, 960_000].forEach((reach, index) => {
        const nowMs = HOUR_MS + (index === reaches.length ? 60_001 : Math.min(60_000, index * 1_000));
        const [from, to] = [nowMs - reach, nowMs + 660_000];
        const there = stored.filter(({ storedAtMs }) => storedAtMs <= nowMs);
        const found = there.flatMap(({ flush, calls }) => {
          const inside = calls.filter((at) => at >= from && at < to);
          return inside.length === 0 ? [] : [{ flush, firstAt: new Date(Math.min(...inside)) }];
        });
        for (const part of seen.take({ from: new Date(from), to: new Date(to), flushes: found }, nowMs)) {
          stored[Number(part.flush)]?.calls.forEach((at, ordinal) => {
            if (at < part.from.getTime() || at >= part.to.getTime()) return;
            const key = `${part.flush}/${ordinal}`;
            given.set(key, (given.get(key) ?? 0) + 1);
          });
        }
      });
      const all = stored.flatMap(({ flush, calls }) => calls.map((_, ordinal) => `${flush}/${ordinal}`));
      expect([...given.keys()].sort()).toEqual(all.sort());
      expect([...given.values()].every((count) => count === 1)).toBe(true);
    }),
  );
});
