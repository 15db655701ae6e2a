import { describe, expect, it } from 'vitest';
import { group, type AttackIncident, type GroupedIncident, type Signal } from '../../../../lib/detection';
import { groupAll } from './group-all';
import { account, attempts, HOUR, login, MINUTE, run, SECOND, START_MS } from './simulate';

const attackOf = (signals: readonly Signal[]) => groupAll(run(signals).told);
const kinds = (changes: readonly GroupedIncident[]): string[] =>
  changes.flatMap(({ events }) => events.map(({ kind }) => kind));

describe('one attack is one incident', () => {
  it('stuffing that ends in a success: opened, risen, raised to critical once', () => {
    const burst = attempts(40, SECOND, (index) => ({ account: account(index) }));
    const entries = attempts(3, SECOND, (index) => ({ ok: true, account: account(90 + index) }), MINUTE);
    const { incidents, changes } = attackOf([...burst, ...entries]);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ state: 'open', severity: 'critical', detector: 'stuffing-ip' });
    expect(incidents[0]?.entries.map((entry) => entry.account)).toEqual([90, 91, 92].map(account));
    expect(kinds(changes)).toEqual([
      'opened',
      'severity_raised',
      'raised_to_critical',
      'entered',
      'entered',
      'entered',
    ]);
  });

  it('many callers of one network', () => {
    const signals = [1, 2, 3, 4].flatMap((host) =>
      attempts(
        30,
        SECOND,
        (index) => ({ caller: `203.0.113.${host}`, account: account(host * 100 + index) }),
        host * MINUTE,
      ),
    );
    const { incidents } = attackOf(signals);
    expect(incidents.map((incident) => incident.callers.length)).toEqual([4]);
  });

  it('callers all over the world with one client that good logins do not use', () => {
    const people = attempts(20, SECOND, (index) => ({
      ok: true,
      account: account(900 + index),
      caller: `10.0.${index}.1`,
      client: 5,
    }));
    const bots = [1, 2, 3].flatMap((n) =>
      attempts(
        30,
        SECOND,
        (index) => ({ caller: `${n}1.0.0.1`, account: account(n * 100 + index), client: 7 }),
        n * MINUTE,
      ),
    );
    expect(attackOf([...people, ...bots]).incidents).toHaveLength(1);
    const asBrowsers = bots.map((signal) => ({ ...signal, userAgentId: 5 }));
    expect(attackOf([...people, ...asBrowsers]).incidents).toHaveLength(3);
  });

  it('callers that try the same accounts', () => {
    const signals = [1, 2].flatMap((n) =>
      attempts(30, SECOND, (index) => ({ caller: `${n}1.0.0.1`, account: account(index) }), n * MINUTE),
    );
    expect(attackOf(signals).incidents).toHaveLength(1);
  });
});

describe('two attacks are two incidents', () => {
  const one = attempts(30, SECOND, (index) => ({ caller: '203.0.113.7', account: account(index) }));
  it.each([
    ['other callers, accounts and endpoint', { caller: '198.51.100.7', from: 500, endpointId: 3 }],
    ['other callers and accounts', { caller: '198.51.100.7', from: 500, endpointId: 2 }],
    ['the same caller on another endpoint', { caller: '203.0.113.8', from: 0, endpointId: 3 }],
  ])('%s', (_name, { caller, from, endpointId }) => {
    const other = attempts(30, SECOND, (index) => ({ caller, endpointId, account: account(from + index) }), SECOND / 2);
    expect(attackOf([...one, ...other]).incidents).toHaveLength(2);
  });

  it('the same caller in another environment', () => {
    const other = attempts(30, SECOND, (index) => ({ environmentId: 2, account: account(index) }));
    expect(attackOf([...one, ...other]).incidents).toHaveLength(2);
  });
});

describe('history', () => {
  it('backfill alone is stored resolved, and live findings never join it', () => {
    const burst = attempts(30, SECOND, (index) => ({ account: account(index), backfill: true }));
    const { incidents } = attackOf([...burst, login({ at: MINUTE, ok: true, account: account(99), backfill: true })]);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ historical: true, state: 'resolved', severity: 'critical' });
    const live = run(attempts(30, SECOND, (index) => ({ account: account(index) }), 2 * MINUTE)).told;
    expect(groupAll(live, incidents).incidents.map(({ historical }) => historical)).toEqual([true, false]);
  });

  it('the same attacker on another day of the past is another incident', () => {
    const day = (from: number) => attempts(30, SECOND, (index) => ({ account: account(index), backfill: true }), from);
    expect(attackOf([...day(0), ...day(5 * HOUR)]).incidents).toHaveLength(2);
  });
});

describe('a resolved incident', () => {
  const burst = (from: number) => attempts(30, SECOND, (index) => ({ account: account(index) }), from);
  const [open] = attackOf(burst(0)).incidents;
  const resolvedAt = (ms: number): AttackIncident[] =>
    open ? [{ ...open, state: 'resolved', resolvedAtMs: START_MS + ms }] : [];

  it('opens again for the same attacker within 24 h, and never rises to critical twice', () => {
    const back = groupAll(run(burst(20 * HOUR)).told, resolvedAt(HOUR));
    expect(back.incidents.map(({ state }) => state)).toEqual(['open']);
    expect(kinds(back.changes)).toEqual(['reopened']);
    const critical = resolvedAt(HOUR).map((incident): AttackIncident => ({ ...incident, severity: 'critical' }));
    const entry = login({ at: 20 * HOUR + MINUTE, ok: true, account: account(99) });
    expect(kinds(groupAll(run([...burst(20 * HOUR), entry]).told, critical).changes)).toEqual(['reopened', 'entered']);
  });

  it('stays as it is after 24 h: a new one is opened', () => {
    expect(groupAll(run(burst(26 * HOUR)).told, resolvedAt(HOUR)).incidents).toHaveLength(2);
  });

  it('that a person resolved too early opens again only when the attack goes on for five minutes', () => {
    const goesOn = (ms: number) => {
      const { told } = run([
        ...burst(0),
        ...attempts(20, ms / 20, (index) => ({ account: account(500 + index) }), 31 * SECOND),
      ]);
      const half = told.findIndex((finding) => finding.toMs > START_MS + 31 * SECOND);
      const before = groupAll(told.slice(0, half));
      const resolved = before.incidents.map((incident): AttackIncident => ({
        ...incident,
        state: 'resolved',
        resolvedAtMs: START_MS + 31 * SECOND,
      }));
      const known = new Map(
        before.changes.flatMap(({ incident, findingIds }) => findingIds.map((id) => [id, incident.key])),
      );
      return group({ incidents: resolved, findings: told.slice(-1), known, nowMs: START_MS + HOUR });
    };
    expect(kinds(goesOn(4 * MINUTE))).not.toContain('reopened');
    expect(kinds(goesOn(10 * MINUTE))).toContain('reopened');
  });
});

it('success-after-burst names an incident only when it holds nothing else', () => {
  const slow = attempts(16, 60 * SECOND, (index) => ({ account: account(index) }));
  const { incidents } = attackOf([...slow, login({ at: 17 * MINUTE, ok: true, account: account(99) })]);
  expect(incidents.map(({ detector, severity }) => [detector, severity])).toEqual([
    ['success-after-burst', 'critical'],
  ]);
});
