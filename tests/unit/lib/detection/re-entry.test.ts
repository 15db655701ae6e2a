import { describe, expect, it } from 'vitest';
import {
  decodeState,
  encodeState,
  fold,
  pruneState,
  type AttackIncident,
  type Finding,
  type GroupedIncident,
  type Signal,
} from '../../../../lib/detection';
import { groupAll } from './group-all';
import { account, attempts, HOUR, login, MINUTE, run, SECOND, START_MS } from './simulate';

const VICTIM = account(99);
const burst = (from = 0): Signal[] => attempts(26, SECOND, (index) => ({ account: account(index) }), from);
const enter = (at: number): Signal => login({ at, ok: true, account: VICTIM });
const entriesOf = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ detector }) => detector === 'success-after-burst');

describe('a caller that enters an account again', () => {
  it('is evidence: one finding that grows while the logins hang together, another after a quiet time', () => {
    const logins = [1, 2, 3, 4, 60, 61].map((minutes) => enter(minutes * MINUTE));
    const [first, again, later, ...more] = entriesOf(run([...burst(), ...logins]).findings);
    expect(more).toEqual([]);
    expect(first?.evidence).toMatchObject({ entries: 1, failuresOfCaller: 26 });
    expect(again).toMatchObject({ severity: 'critical', toMs: START_MS + 4 * MINUTE });
    expect(again?.evidence).toMatchObject({ entries: 4, entriesAgain: 3 });
    expect(again?.query).toEqual({
      environmentId: 1,
      endpointIds: [2],
      caller: '203.0.113.7',
      account: VICTIM,
      outcome: 'success',
      fromMs: START_MS + 2 * MINUTE,
      toMs: START_MS + 4 * MINUTE,
    });
    expect(later?.evidence).toMatchObject({ entries: 6, entriesAgain: 2 });
  });

  it('tells one finding a fold, however often it logged in, and the same one in any order', () => {
    const logins = attempts(500, 100, () => ({ ok: true, account: VICTIM }), MINUTE);
    const { state } = run([...burst(), enter(30 * SECOND)]);
    const text = encodeState(state);
    const told = [logins, logins.toReversed()].map((order) =>
      fold(decodeState(text), order, { nowMs: START_MS }).findings.map(({ fromMs, toMs, evidence }) => ({
        fromMs,
        toMs,
        evidence,
      })),
    );
    expect(told[0]).toHaveLength(1);
    expect(told[0]).toEqual(told[1]);
    expect(told[0]?.[0]?.evidence).toMatchObject({ entries: 501, entriesAgain: 500 });
  });

  it('is remembered on the 500 accounts that it was in last, in a snapshot too', () => {
    const others = attempts(500, 100, (index) => ({ ok: true, account: account(1_000 + index) }), MINUTE);
    const logins = [...others.slice(0, 400), enter(MINUTE + 39_950), ...others.slice(400)];
    const { state } = run([...burst(), enter(30 * SECOND), ...logins]);
    const later = [VICTIM, account(1_000), account(1_001)].map((name, index) =>
      login({ at: 20 * HOUR + index, ok: true, account: name }),
    );
    const { findings } = fold(decodeState(encodeState(state)), later, { nowMs: START_MS + 20 * HOUR });
    expect(findings.map(({ entity }) => entity.accounts)).toEqual([[VICTIM], [account(1_001)]]);
  });

  it('stays an attacker there for a day, though its failures are long gone, and never becomes trusted meanwhile', () => {
    const before = run([...burst(), enter(MINUTE)]);
    pruneState(before.state, START_MS + 20 * HOUR);
    const text = encodeState(before.state);
    expect(entriesOf(run([enter(20 * HOUR)], decodeState(text)).findings)).toHaveLength(1);
    const failures = attempts(40, SECOND, () => ({ account: VICTIM }), 21 * HOUR);
    expect(run([enter(20 * HOUR), ...failures], decodeState(text)).findings.map(({ detector }) => detector)).toContain(
      'brute-account',
    );
    expect(run([enter(25 * HOUR)], decodeState(text)).findings).toEqual([]);
  });
});

describe('a finding of failures that ends in an entry', () => {
  it('of a second wave is critical too', () => {
    const { findings } = run([...burst(), enter(MINUTE), ...burst(2 * HOUR), enter(2 * HOUR + MINUTE)]);
    const waves = findings.filter(({ detector }) => detector === 'stuffing-ip');
    expect(waves.map(({ severity, evidence }) => [severity, evidence['entered']])).toEqual([
      ['critical', 1],
      ['critical', 1],
    ]);
  });

  it('counts an account once', () => {
    const { findings } = run([...burst(), ...[1, 2, 3].map((minutes) => enter(minutes * MINUTE))]);
    expect(findings.find(({ detector }) => detector === 'stuffing-ip')?.evidence['entered']).toBe(1);
  });
});

const kinds = (changes: readonly GroupedIncident[]): string[] =>
  changes.flatMap(({ events }) => events.map(({ kind }) => kind));

/** The incident of a first wave, what is known of it, and the state to go on with. */
function firstWave(resolvedAt: number | null) {
  const { state, told } = run([...burst(), enter(MINUTE), enter(2 * MINUTE)]);
  const known = new Map<string, string>();
  const { incidents } = groupAll(told, [], known);
  const resolved = incidents.map((one): AttackIncident =>
    resolvedAt === null ? one : { ...one, state: 'resolved', resolvedAtMs: START_MS + resolvedAt },
  );
  return { state, known, incidents: resolved };
}

describe('an incident whose attacker enters the same account again', () => {
  it('grows while it is open, without an event', () => {
    const { state, known, incidents } = firstWave(null);
    const { told } = run(
      [3, 4, 5].map((minutes) => enter(minutes * MINUTE)),
      state,
    );
    const after = groupAll(told, incidents, known);
    expect(kinds(after.changes)).toEqual([]);
    expect(after.incidents).toMatchObject([
      { lastSeenAtMs: START_MS + 5 * MINUTE, entries: [{ times: 5, lastAtMs: START_MS + 5 * MINUTE }] },
    ]);
    expect(groupAll(told, after.incidents, known).incidents).toEqual(after.incidents);
  });

  it.each([
    ['a person seconds before', 130 * SECOND, 140 * SECOND],
    ['a person long before', 3 * MINUTE, 5 * HOUR],
    ['quiet', 31 * MINUTE, 10 * HOUR],
  ])('opens again, critical and once, when %s had resolved it', (_who, resolvedAt, at) => {
    const { state, known, incidents } = firstWave(resolvedAt);
    const logins = [at, at + SECOND, at + 2 * SECOND].map(enter);
    const after = groupAll(run(logins, state).told, incidents, known);
    expect(kinds(after.changes)).toEqual(['reopened']);
    expect(after.incidents).toMatchObject([{ state: 'open', severity: 'critical', resolvedAtMs: null }]);
    expect(after.changes.flatMap(({ events }) => events)).toMatchObject([{ entry: { account: VICTIM } }]);
  });
});

describe('a resolved incident whose attacker got in before the resolving, heard of only afterwards', () => {
  it('opens again for a further login; a replay changes nothing', () => {
    const { state, known, incidents } = firstWave(5 * MINUTE);
    const { told } = run([enter(4 * MINUTE)], state);
    const after = groupAll(told, incidents, known);
    expect(kinds(after.changes)).toEqual(['reopened']);
    const resolved = after.incidents.map((one): AttackIncident => ({
      ...one,
      state: 'resolved',
      resolvedAtMs: START_MS + 6 * MINUTE,
    }));
    const replayed = groupAll(told, resolved, known);
    expect(replayed.incidents).toEqual(resolved);
    expect(kinds(replayed.changes)).toEqual([]);
  });

  it('opens again for the next login of a finding that is known', () => {
    const { state, known, incidents } = firstWave(5 * MINUTE);
    const [first, second] = [3, 4].map((minutes) => run([enter(minutes * MINUTE)], state).told);
    const open = groupAll(first ?? [], incidents, known).incidents;
    const resolved = open.map((one): AttackIncident => ({
      ...one,
      state: 'resolved',
      resolvedAtMs: START_MS + 5 * MINUTE,
    }));
    const after = groupAll(second ?? [], resolved, known);
    expect(kinds(after.changes)).toEqual(['reopened']);
    expect(after.incidents).toMatchObject([{ state: 'open', entries: [{ times: 4 }] }]);
  });

  it('opens again for another account; failures of that time do not', () => {
    const { state, known, incidents } = firstWave(5 * MINUTE);
    const failures = attempts(5, SECOND, (index) => ({ account: account(200 + index) }), 3 * MINUTE);
    const during = groupAll(run(failures, state).told, incidents, known);
    expect(during.incidents).toMatchObject([{ state: 'resolved' }]);
    const other = login({ at: 4 * MINUTE, ok: true, account: account(98) });
    const after = groupAll(run([other], state).told, during.incidents, known);
    expect(kinds(after.changes)).toEqual(['reopened', 'entered']);
    expect(after.incidents).toMatchObject([{ state: 'open', severity: 'critical', resolvedAtMs: null }]);
  });
});
