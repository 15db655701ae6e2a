import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RATE_BOUNDS } from '../../../../lib/detection/catalogue';
import {
  decodeState,
  emptyState,
  encodeState,
  fold,
  measureRates,
  pruneState,
  type DetectorState,
  type Finding,
  type RatePolicies,
  type RatePolicy,
} from '../../../../lib/detection';
import { SIGNAL, type RateCount, type RatePeak, type Signal } from '../../../../lib/shared';
import { login, START_MS } from './simulate';

const START = START_MS / 1000;
const NOTHING: RatePolicy = {
  id: 1,
  version: 1,
  name: 'Orders',
  endpointId: 2,
  callLimit: 10,
  windowSeconds: 60,
  key: 'caller',
  enabled: true,
};
const policiesOf = (change: Partial<RatePolicy> = {}): RatePolicies => new Map([[1, { ...NOTHING, ...change }]]);
const count = (after: number, calls = 1, change: Partial<RateCount> = {}): RateCount => {
  const plain = { policies: [{ id: 1, version: 1 }], environmentId: 1, key: '203.0.113.7', backfill: false };
  return { ...plain, second: START + after, calls, ...change };
};

interface Ran {
  state: DetectorState;
  findings: Finding[];
  peaks: RatePeak[];
}

/** Folds flushes of counts; findings and peaks as they stand at the end. */
function run(flushes: readonly RateCount[][], policies = policiesOf(), again = false): Ran {
  const findings = new Map<string, Finding>();
  const peaks = new Map<string, RatePeak>();
  let state = emptyState();
  for (const rates of flushes) {
    const folded = fold(state, [], { nowMs: START_MS, rates, policies });
    state = again ? decodeState(encodeState(folded.state)) : folded.state;
    for (const finding of folded.findings) findings.set(finding.id, finding);
    for (const peak of folded.peaks) peaks.set(`${peak.hour} ${peak.key}`, peak);
  }
  return { state, findings: [...findings.values()], peaks: [...peaks.values()] };
}

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

  it.each([7_200, 86_400])(
    'of %i s is never over without reason, and misses no more than its edges hold',
    (seconds) => {
      const cell = Math.ceil(seconds / 3_600);
      fc.assert(
        fc.property(fc.array(fc.nat(3 * seconds), { minLength: 1, maxLength: 200 }), (afters) => {
          const counts = afters.toSorted((a, b) => a - b).map((after) => count(after));
          const [measured] = measureRates(counts, { limit: 10, windowSeconds: seconds });
          const exact = naive(counts, { ...NOTHING, windowSeconds: seconds });
          const shorter = naive(counts, { ...NOTHING, windowSeconds: seconds - 2 * cell });
          expect(measured?.peak).toBeLessThanOrEqual(exact.peak);
          expect(measured?.peak).toBeGreaterThanOrEqual(shorter.peak);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('counts what comes half an hour late no more', () => {
    const { findings } = run([[count(3_600)], [count(0, 50)]]);
    expect(findings).toEqual([]);
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

describe('what is kept', () => {
  it('stays within its bound under a million keys, and the one near its limit is found all the same', () => {
    let state = emptyState();
    const found: Finding[] = [];
    const peaks = new Set<string>();
    for (let flush = 0; flush < 20; flush++) {
      const rates = Array.from({ length: 50_000 }, (_, n) => count(flush, 1, { key: `2001:db8::${flush}:${n}` }));
      if (flush % 2 === 0) rates.push(count(flush, 2, { key: 'steady' }));
      const folded = fold(state, [], { nowMs: START_MS + flush * 1000, rates, policies: policiesOf() });
      ({ state } = folded);
      found.push(...folded.findings);
      for (const { key } of folded.peaks) peaks.add(key);
      expect(state.rates.size).toBeLessThanOrEqual(RATE_BOUNDS.cells);
    }
    expect(new Set(found.map(({ entity }) => entity.callers[0]))).toEqual(new Set(['steady']));
    expect(peaks.size).toBeLessThanOrEqual(RATE_BOUNDS.mostShownKeys);
    const size = [...state.rates.counters.values()].reduce((sum, { cells }) => sum + cells.at.length + 8, 0);
    expect(state.rates.size).toBe(size);
    pruneState(state, START_MS + 7_200_000, policiesOf());
    expect(state.rates.counters.size).toBe(0);
  }, 180_000);

  it('of one policy is left alone by a flood over another, and by what the flood left behind', () => {
    const accounts: RatePolicy = {
      ...NOTHING,
      id: 2,
      endpointId: 3,
      callLimit: 5,
      windowSeconds: 3_600,
      key: 'account',
    };
    const policies: RatePolicies = new Map([
      [1, { ...NOTHING, callLimit: 60 }],
      [2, accounts],
    ]);
    let made = 0;
    const flood = (after: number, many: number, calls: number): RateCount[] =>
      Array.from({ length: many }, () => count(after, calls, { policies: [accounts], key: `account ${made++}` }));
    for (const overs of [0, 18_000]) {
      let { state } = fold(emptyState(), [], { nowMs: START_MS, rates: flood(0, overs, 6), policies });
      const found: Finding[] = [];
      for (let after = 0; after < 120; after++) {
        const rates = [...flood(after, 2_000, 1), count(after, 2)];
        const folded = fold(state, [], { nowMs: START_MS + 1000 * after, rates, policies });
        ({ state } = folded);
        found.push(...folded.findings.filter(({ rate }) => rate?.policyId === 1));
      }
      expect(found.at(-1)?.rate).toMatchObject({ peak: 120, calls: 240 });
      expect(state.rates.shed).toBeGreaterThan(0);
    }
  });

  it('is worth no more once its finding has ended: a flood that is over hides nobody', () => {
    const rates = Array.from({ length: 30_000 }, (_, n) => count(0, 20, { key: `over ${n}` }));
    let { state } = fold(emptyState(), [], { nowMs: START_MS, rates, policies: policiesOf() });
    const later = 3_600;
    const found = new Set<string>();
    for (let after = later; after < later + 12; after++) {
      const others = Array.from({ length: 5_000 }, (_, n) => count(after, 1, { key: `${after} ${n}` }));
      const folded = fold(state, [], {
        nowMs: START_MS + 1000 * after,
        rates: [...others, count(after)],
        policies: policiesOf(),
      });
      ({ state } = folded);
      for (const { entity } of folded.findings) for (const caller of entity.callers) found.add(caller);
    }
    expect([...found]).toEqual(['203.0.113.7']);
    expect([...state.rates.counters.values()].filter(({ key }) => key.startsWith('over'))).toEqual([]);
  });

  it('stays until its hour is over: what comes after a long silence is added to it', () => {
    const policies = policiesOf({ callLimit: 60 });
    const first = fold(emptyState(), [], {
      nowMs: START_MS,
      rates: [...Array(100).keys()].map((n) => count(n)),
      policies,
    });
    pruneState(first.state, START_MS + 2_700_000, policies);
    const rates = [...Array(80).keys()].map((n) => count(2_800 + n));
    const { peaks } = fold(decodeState(encodeState(first.state)), [], { nowMs: START_MS + 2_900_000, rates, policies });
    expect(peaks).toMatchObject([{ peak: 60, calls: 180 }]);
    expect(peaks).toHaveLength(1);
  });
});
