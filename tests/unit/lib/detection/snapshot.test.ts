import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeState,
  emptyState,
  encodeState,
  fold,
  type DetectorState,
  type Finding,
  type Signal,
} from '../../../../lib/detection';
import { account, login, START_MS } from './simulate';

const signal = fc
  .record({
    at: fc.integer({ min: 0, max: 3_600_000 }),
    ok: fc.nat(9).map((n) => n === 0),
    caller: fc.option(
      fc.nat(3).map((n) => (n === 3 ? '2001:db8::5' : `203.0.113.${n}`)),
      { nil: null },
    ),
    account: fc.option(fc.nat(30).map(account), { nil: null, freq: 20 }),
    client: fc.nat(3),
    backfill: fc.nat(4).map((n) => n === 0),
  })
  .map(login);
const flushes = fc.array(fc.array(signal, { maxLength: 60 }), { minLength: 1, maxLength: 12 });

function foldAll(
  state: DetectorState,
  batches: readonly Signal[][],
  first = 0,
): { state: DetectorState; told: Finding[] } {
  const told: Finding[] = [];
  let next = state;
  batches.forEach((batch, index) => {
    const folded = fold(next, batch, { nowMs: START_MS + (first + index) * 1_000 });
    next = folded.state;
    told.push(...folded.findings);
  });
  return { state: next, told };
}

describe('detector state', () => {
  it('a successor that loads a snapshot and replays what came after has the same state and findings', () => {
    fc.assert(
      fc.property(flushes, fc.nat(12), (batches, cut) => {
        const at = Math.min(cut, batches.length);
        const whole = foldAll(emptyState(), batches);
        const early = foldAll(emptyState(), batches.slice(0, at));
        const late = foldAll(decodeState(encodeState(early.state)), batches.slice(at), at);
        expect(late.state).toEqual(whole.state);
        expect([...early.told, ...late.told]).toEqual(whole.told);
      }),
      { numRuns: 60 },
    );
  });

  it('stays bounded whatever the number of callers and accounts, and keeps the attacker', () => {
    let state = emptyState();
    const attack = Array.from({ length: 30 }, (_, index) => login({ at: index, account: account(index) }));
    ({ state } = fold(state, attack, { nowMs: START_MS }));
    for (let round = 0; round < 10; round++) {
      const crowd = Array.from({ length: 5_000 }, (_, index) => {
        const n = round * 5_000 + index;
        return login({
          at: 1_000 + n,
          account: account(1_000 + n),
          caller: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
        });
      });
      ({ state } = fold(state, crowd, { nowMs: START_MS + 1_000 + round * 5_000 }));
    }
    expect(state.live.callers.size).toBeLessThanOrEqual(10_000);
    expect(state.live.accounts.size).toBeLessThanOrEqual(10_000);
    expect(state.live.callers.has('1 203.0.113.7')).toBe(true);
    const good = Array.from({ length: 60_000 }, (_, n) => login({ at: n, ok: true, account: account(n) }));
    ({ state } = fold(state, good, { nowMs: START_MS }));
    expect(state.trust.size).toBeLessThanOrEqual(50_000);
  });
});

describe('a snapshot of another version', () => {
  it('of version 1, which knew only the names of entered accounts, goes on', () => {
    const attack = Array.from({ length: 26 }, (_, index) => login({ at: index, account: account(index) }));
    const enter = (at: number): Signal => login({ at, ok: true, account: account(99) });
    const { state } = foldAll(emptyState(), [[...attack, enter(100)]]);
    const text = encodeState(state);
    const old = text.replace('"v":2', '"v":1').replace(/\[(\d+),\[\d+,\d+,\d+,1\],null\]/, '$1');
    expect(old.length).toBeLessThan(text.length);
    const { told } = foldAll(decodeState(old), [[enter(60_000)]]);
    expect(told).toMatchObject([{ detector: 'success-after-burst', evidence: { entries: 2, entriesAgain: 1 } }]);
  });

  it('of any other version is an empty state', () => {
    expect(decodeState('{"v":0}')).toEqual(emptyState());
  });
});
