import { describe, expect, it } from 'vitest';
import {
  decodeState,
  emptyState,
  encodeState,
  fold,
  pruneState,
  type Finding,
  type RatePolicies,
  type RatePolicy,
} from '../../../../lib/detection';
import { RATE_BOUNDS } from '../../../../lib/detection/catalogue';
import type { RateCount } from '../../../../lib/shared';
import { count, NOTHING, policiesOf } from './rates-support';
import { START_MS } from './simulate';

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
});

describe('the room', () => {
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
    let { state } = fold(emptyState(), [], { nowMs: START_MS, rates: flood(0, 18_000, 6), policies });
    const found: Finding[] = [];
    for (let after = 0; after < 60; after++) {
      const rates = [...flood(after, 2_000, 1), count(after, 2)];
      const folded = fold(state, [], { nowMs: START_MS + 1000 * after, rates, policies });
      ({ state } = folded);
      found.push(...folded.findings.filter(({ rate }) => rate?.policyId === 1));
    }
    expect(found.at(-1)?.rate).toMatchObject({ peak: 120, calls: 120 });
    expect(state.rates.shed).toBeGreaterThan(0);
  });
});

describe('a key', () => {
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

describe('headroom', () => {
  it('shows a key that is over its limit whatever the number of others, and lets the least go for those that are near', () => {
    const policies = policiesOf({ callLimit: 4 });
    const shown = new Map<string, number>();
    let state = emptyState();
    const add = (keys: readonly string[], calls: number): void => {
      const rates = keys.map((key) => count(0, calls, { key }));
      const folded = fold(state, [], { nowMs: START_MS, rates, policies });
      ({ state } = folded);
      for (const { key, peak, calls: sum } of folded.peaks) {
        if (sum === 0) shown.delete(key);
        else shown.set(key, peak);
      }
      state = decodeState(encodeState(state));
    };
    const named = (name: string, many: number) => Array.from({ length: many }, (_, n) => `${name} ${n}`);
    add(named('half', 1_200), 2);
    expect(shown.size).toBeLessThanOrEqual(RATE_BOUNDS.mostShownKeys);
    add(named('near', 300), 4);
    add(named('over', 1_200), 5);
    const of = (name: string) => [...shown.keys()].filter((key) => key.startsWith(name)).length;
    expect(of('over')).toBe(1_200);
    add(['late'], 500);
    expect(shown.get('late')).toBe(500);
    add(named('low', 100), 1);
    expect(of('low')).toBe(0);
  });
});
