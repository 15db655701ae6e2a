import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyState, fold, measureRates, type RatePolicy } from '../../../../lib/detection';
import { SIGNAL, type RateCount, type Signal } from '../../../../lib/shared';
import { count, NOTHING, policiesOf, run, START } from './rates-support';
import { login, START_MS } from './simulate';

/** What a window of whole seconds is by its definition: slow, and plain. */
function naive(counts: readonly RateCount[], { callLimit, windowSeconds }: RatePolicy) {
  const bySecond = new Map<number, number>();
  for (const { second, calls } of counts) bySecond.set(second, (bySecond.get(second) ?? 0) + calls);
  const between = (from: number, to: number): number =>
    [...bySecond].reduce((sum, [second, calls]) => (second >= from && second <= to ? sum + calls : sum), 0);
  const seconds = [...bySecond.keys()].sort((a, b) => a - b);
  const over = seconds.filter((end) => between(end - windowSeconds + 1, end) > callLimit);
  const [first = 0, last = 0] = [over[0], over.at(-1)];
  const from = seconds.find((second) => second > first - windowSeconds) ?? 0;
  return {
    peak: Math.max(0, ...seconds.map((end) => between(end - windowSeconds + 1, end))),
    secondsOver: over.length,
    from,
    last,
    calls: between(from, last),
  };
}

/** Was every window over, whichever second it ended with, from one second with calls to another so long after? */
function isLongOver(
  counts: readonly RateCount[],
  { window, limit, enough }: { window: number; limit: number; enough: number },
): boolean {
  const bySecond = new Map<number, number>();
  for (const { second, calls } of counts) bySecond.set(second, (bySecond.get(second) ?? 0) + calls);
  let since: number | null = null;
  for (let end = START; end < START + 4_000; end++) {
    let sum = 0;
    for (let second = end - window + 1; second <= end; second++) sum += bySecond.get(second) ?? 0;
    if (sum <= limit) since = null;
    else if (bySecond.has(end)) since ??= end;
    if (since !== null && bySecond.has(end) && end - since + 1 >= enough) return true;
  }
  return false;
}

/** Peak and seconds over by hour, of calls in order. */
function byHour(counts: readonly RateCount[], window: number, limit: number) {
  const hours = new Map<number, { peak: number; over: number }>();
  let [first, sum] = [0, 0];
  for (const { second, calls } of counts) {
    sum += calls;
    for (; (counts[first]?.second ?? second) <= second - window; first++) sum -= counts[first]?.calls ?? 0;
    const hour = second - (second % 3_600);
    const { peak, over } = hours.get(hour) ?? { peak: 0, over: 0 };
    hours.set(hour, { peak: Math.max(peak, sum), over: sum > limit ? over + 1 : over });
  }
  return hours;
}

/** A stream of some minutes, in an order that it may come in, cut into flushes. */
const stream = fc
  .array(fc.tuple(fc.nat(900), fc.integer({ min: 1, max: 4 }), fc.boolean()), { minLength: 1, maxLength: 120 })
  .map((items) => {
    const flushes: RateCount[][] = [[]];
    for (const [after, calls, cut] of items) {
      flushes.at(-1)?.push(count(after, calls));
      if (cut) flushes.push([]);
    }
    return flushes;
  });

describe('a sliding window', () => {
  it('finds what the definition finds, whatever the order in which calls come, with a snapshot after each flush too', () => {
    const window = fc.constantFrom(1, 2, 7, 60, 300);
    fc.assert(
      fc.property(stream, window, fc.integer({ min: 1, max: 30 }), (flushes, windowSeconds, callLimit) => {
        const policies = policiesOf({ windowSeconds, callLimit });
        const { findings, peaks } = run(flushes, policies);
        const expected = naive(flushes.flat(), { ...NOTHING, windowSeconds, callLimit });
        expect(peaks.length).toBeLessThanOrEqual(1);
        expect(peaks[0]).toMatchObject({ peak: expected.peak, secondsOver: expected.secondsOver });
        expect(findings).toHaveLength(expected.peak > callLimit ? 1 : 0);
        if (expected.peak > callLimit) {
          const { peak, calls, from, last } = expected;
          expect(findings[0]).toMatchObject({ evidence: { peak, calls } });
          expect(findings[0]).toMatchObject({ fromMs: from * 1000, toMs: (last + 1) * 1000 - 1 });
        }
        const resumed = run(flushes, policies, true);
        expect(resumed.findings).toEqual(findings);
        expect(resumed.peaks).toEqual(peaks);
      }),
      { numRuns: 300 },
    );
  });

  it('counts what comes half an hour late no more', () => {
    const { findings } = run([[count(3_600)], [count(0, 50)]]);
    expect(findings).toEqual([]);
  });
});

describe('a window of more than an hour', () => {
  it.each([
    [7_200, 900],
    [7_200, 1_000],
    [86_400, 900],
    [86_400, 1_000],
  ])(
    'of %i s is exact up to 900 calls, and beyond misses no more than its edges hold: at %i calls',
    (seconds, limit) => {
      const cell = limit > 900 ? Math.ceil(seconds / 3_600) : 1;
      fc.assert(
        fc.property(fc.array(fc.nat(3 * seconds), { minLength: 1, maxLength: 200 }), (afters) => {
          const counts = afters.toSorted((a, b) => a - b).map((after) => count(after));
          const [measured] = measureRates(counts, { limit, windowSeconds: seconds });
          const exact = naive(counts, { ...NOTHING, windowSeconds: seconds });
          const shorter = naive(counts, { ...NOTHING, windowSeconds: seconds - 2 * (cell - 1) });
          expect(measured?.peak).toBeLessThanOrEqual(exact.peak);
          expect(measured?.peak).toBeGreaterThanOrEqual(shorter.peak);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('finds a thousand calls at the two ends of a day under 900 a day', () => {
    const policies = policiesOf({ windowSeconds: 86_400, callLimit: 900 });
    expect(run([[count(0, 500)], [count(86_399, 500)]], policies).findings).toMatchObject([
      { evidence: { peak: 1_000 } },
    ]);
    expect(run([[count(0, 500)], [count(86_400, 500)]], policies).findings).toEqual([]);
  });

  it('of two hours holds a busy key in bounds, and still knows each second in which it is over', () => {
    const [window, limit, stretch] = [7_200, 50, 6];
    const step = fc.constantFrom(1, 1, 1, 1, 2, 3, 40, 200);
    const parts = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_000 }), step), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(parts, (all) => {
        const counts: RateCount[] = [];
        let after = 0;
        for (const [many, every] of all) {
          for (let n = 0; n < many && after < 30_000; n++) counts.push(count((after += every)));
        }
        const { state, peaks } = run([counts], policiesOf({ windowSeconds: window, callLimit: limit }));
        for (const { cells } of state.rates.counters.values()) expect(cells.at.length).toBeLessThanOrEqual(6_000);
        const expected = byHour(counts, window, limit);
        const shorter = byHour(counts, window - stretch, limit);
        for (const { hour, peak, secondsOver } of peaks) {
          expect(secondsOver).toBe(expected.get(hour)?.over);
          expect(peak).toBeLessThanOrEqual(expected.get(hour)?.peak ?? 0);
          expect(peak).toBeGreaterThanOrEqual(shorter.get(hour)?.peak ?? 0);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('a finding', () => {
  it('grows while less than half an hour lies between, and is another one afterwards', () => {
    const ids = (pause: number): number => run([[count(0, 20)], [count(pause, 20)]]).findings.length;
    expect([ids(1_000), ids(1_900)]).toEqual([1, 2]);
  });

  it('is medium only when every window of ten minutes was over three times the policy', () => {
    const every = (step: number, calls: number) =>
      run(
        Array.from({ length: 720 / step }, (_, n) => [count(n * step, calls)]),
        policiesOf({ windowSeconds: 10 }),
      );
    expect(every(1, 4).findings[0]?.severity).toBe('medium');
    expect(every(12, 100).findings[0]?.severity).toBe('low');
    expect(every(1, 3).findings[0]?.severity).toBe('low');
  });

  it('is none of a policy that is disabled, of another version or gone, but a disabled one counts on', () => {
    const flushes = [[count(0, 20)]];
    expect(run(flushes, policiesOf({ version: 2 })).findings).toEqual([]);
    expect(run(flushes, new Map()).findings).toEqual([]);
    const disabled = run(flushes, policiesOf({ enabled: false }));
    expect(disabled.findings).toEqual([]);
    const rates = [count(1)];
    const { findings } = fold(disabled.state, [], { nowMs: START_MS, rates, policies: policiesOf() });
    expect(findings).toMatchObject([{ evidence: { calls: 21 } }]);
  });

  it('of backfill is historical, and counted apart', () => {
    const half = (backfill: boolean) => count(0, 8, { backfill });
    expect(run([[half(true), half(false)]]).findings).toEqual([]);
    expect(run([[count(0, 20, { backfill: true })]])).toMatchObject({ findings: [{ historical: true }], peaks: [] });
  });
});

describe('the severity of a finding', () => {
  it('is as bad as its calls say, however they come: in any flushes, in any order, with clocks that run ahead', () => {
    const policies = policiesOf({ windowSeconds: 10, callLimit: 3 });
    // within half an hour: a call that comes later than that is left out
    const busy = fc.array(fc.tuple(fc.integer({ min: 300, max: 870 }), fc.integer({ min: 0, max: 60 })), {
      minLength: 1,
      maxLength: 2,
    });
    const ahead = fc.array(fc.nat(1_500), { maxLength: 8 });
    fc.assert(
      fc.property(busy, ahead, fc.array(fc.nat(400), { maxLength: 12 }), fc.integer(), (parts, lone, cuts, seed) => {
        const seconds: number[] = [];
        for (const [length, pause] of parts) {
          const from = (seconds.at(-1) ?? 0) + pause;
          for (let n = 0; n < length; n++) seconds.push(from + n);
        }
        const stream = seconds.map((second) => count(second, 1 + ((second * 7 + seed) & 1)));
        for (const at of lone) stream.splice(Math.min(at, stream.length), 0, count(at + 240));
        const worst = isLongOver(stream, { window: 10, limit: 9, enough: 600 }) ? 'medium' : 'low';
        const told = (flushes: RateCount[][]) =>
          run(flushes, policies).findings.map(({ severity, evidence, fromMs, toMs }) => ({
            severity,
            evidence,
            fromMs,
            toMs,
          }));
        const whole = told([stream.toSorted((a, b) => a.second - b.second)]);
        expect(whole).toMatchObject([{ severity: worst }]);
        expect(told(stream.map((one) => [one]))).toEqual(whole);
        const edges = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
        expect(told(edges.slice(1).map((to, n) => stream.slice(edges[n], to)))).toEqual(whole);
        expect(told([stream.toReversed()])).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});

describe('answers 429', () => {
  const refused = (after: number, change: Partial<Signal> = {}): Signal => {
    const signal = login({ at: after * 1000, status: 429, caller: '203.0.113.7' });
    return { ...signal, kind: SIGNAL.rateLimited, value: null, ...change };
  };
  const told = (signals: Signal[]) => fold(emptyState(), signals, { nowMs: START_MS }).findings;
  const times = (length: number, from: number, step: number) =>
    Array.from({ length }, (_, n) => refused(from + n * step));

  it('count by whole minutes: five in each of two in a row, in any order', () => {
    expect(told([...times(5, 0, 12), ...times(4, 60, 12)])).toEqual([]);
    expect(told([...times(5, 0, 12), ...times(5, 120, 12)])).toEqual([]);
    expect(told(times(500, 0, 0.1))).toEqual([]);
    const both = [...times(5, 0, 12), ...times(5, 60, 12)];
    expect(told(both)).toMatchObject([{ severity: 'low', evidence: { peak: 5, calls: 10 } }]);
    expect(told(both.toReversed())).toMatchObject([{ evidence: { peak: 5, calls: 10 } }]);
  });

  it('of a consumer count together, whatever its callers, and name them', () => {
    const signals = times(20, 0, 6).map((signal, n) => ({ ...signal, caller: `203.0.113.${n % 5}`, consumerId: 7 }));
    const findings = told(signals);
    expect(findings).toMatchObject([{ entity: { consumers: [7], callers: { length: 5 } }, evidence: { calls: 20 } }]);
  });
});
