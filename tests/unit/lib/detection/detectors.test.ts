import { describe, expect, it } from 'vitest';
import { fold, emptyState } from '../../../../lib/detection';
import { account, attempts, detectorsOf, ENFORCED, HOUR, login, MINUTE, run, SECOND, START_MS } from './simulate';

const list = (index: number) => ({ account: account(index) });
const same = () => ({});

describe('each detector fires at exactly its threshold', () => {
  it.each([
    { detector: 'brute-ip', below: attempts(19, SECOND, list), at: attempts(20, SECOND, list), severity: 'medium' },
    { detector: 'brute-account', below: attempts(9, SECOND, same), at: attempts(10, SECOND, same), severity: 'low' },
    {
      detector: 'stuffing-ip',
      below: attempts(24, 20 * SECOND, list),
      at: attempts(25, 20 * SECOND, list),
      severity: 'high',
    },
  ])('$detector', ({ detector, below, at, severity }) => {
    expect(detectorsOf(run(below).findings)).not.toContain(detector);
    const found = run(at).findings.find((finding) => finding.detector === detector);
    expect(found).toMatchObject({ severity, atMs: at.at(-1)?.atMs, fromMs: at[0]?.atMs, toMs: at.at(-1)?.atMs });
    expect(found?.evidence['failures']).toBe(at.length);
    expect(found?.query).toMatchObject({ outcome: 'failure', fromMs: at[0]?.atMs, toMs: at.at(-1)?.atMs });
  });

  it('brute-ip counts 20 failures in less than five minutes, not in five', () => {
    const every = (5 * MINUTE) / 19;
    expect(detectorsOf(run(attempts(20, every, list)).findings)).not.toContain('brute-ip');
    expect(detectorsOf(run(attempts(20, every - 1, list)).findings)).toContain('brute-ip');
  });

  it('brute-account rises to medium at 40 failures, whoever makes them', () => {
    const many = (index: number) => ({ caller: `198.51.${index}.7` });
    const severity = (count: number) => run(attempts(count, SECOND, many)).findings[0]?.severity;
    expect([severity(39), severity(40)]).toEqual(['low', 'medium']);
  });

  it('stuffing-ip needs ten accounts, most of them tried once or twice', () => {
    const on = (accounts: number) => run(attempts(30, 20 * SECOND, (index) => list(index % accounts))).findings;
    expect(detectorsOf(on(9))).not.toContain('stuffing-ip');
    expect(detectorsOf(on(15))).toContain('stuffing-ip');
    expect(detectorsOf(on(10))).not.toContain('stuffing-ip');
  });
});

describe('what came of it', () => {
  it('a success after a list of accounts is critical at once, and so is the stuffing', () => {
    const burst = attempts(26, SECOND, list);
    const success = login({ at: 27 * SECOND, ok: true, account: account(99) });
    const { told } = run([...burst, success]);
    const last = told.filter((finding) => finding.toMs === success.atMs || finding.evidence['entered'] === 1);
    expect(last.map(({ detector, severity }) => [detector, severity])).toEqual([
      ['stuffing-ip', 'critical'],
      ['success-after-burst', 'critical'],
    ]);
    const entry = told.find((finding) => finding.detector === 'success-after-burst');
    expect(entry?.evidence).toMatchObject({ failuresOnAccount: 0, failuresOfCaller: 26, otherAccounts: 26 });
    expect(entry?.query).toMatchObject({ caller: '203.0.113.7', fromMs: burst[0]?.atMs, toMs: success.atMs });
  });

  it('a success on the one account that was guessed is critical', () => {
    const { findings } = run([...attempts(12, SECOND, same), login({ at: MINUTE, ok: true })]);
    expect(detectorsOf(findings)).toEqual(['brute-account', 'success-after-burst']);
    expect(findings.map(({ severity }) => severity)).toEqual(['critical', 'critical']);
  });

  it('the owner who logs in at last from home is no attack, though somebody guesses at the account', () => {
    const home = { caller: '192.0.2.10', account: account(1) };
    const before = login({ at: 0, ok: true, ...home });
    const attack = attempts(30, SECOND, same, HOUR);
    const own = [login({ at: HOUR + 31 * SECOND, ...home }), login({ at: HOUR + 40 * SECOND, ok: true, ...home })];
    const { findings } = run([before, ...attack, ...own]);
    expect(detectorsOf(findings)).toEqual(['brute-account', 'brute-ip']);
    expect(findings.map((finding) => finding.severity)).not.toContain('critical');
  });

  it('an attacker who got in is not trusted afterwards', () => {
    const first = [...attempts(26, SECOND, list), login({ at: MINUTE, ok: true, account: account(99) })];
    const more = attempts(26, SECOND, () => ({ account: account(99) }), 2 * MINUTE);
    expect(detectorsOf(run([...first, ...more]).findings)).toContain('brute-account');
  });
});

describe('what is no evidence', () => {
  it.each([
    ['unknown outcomes', () => ({ flags: 3 })],
    ['429', () => ({ status: 429 })],
    ['our own refusals', () => ({ flags: ENFORCED })],
  ])('%s', (_name, make) => expect(run(attempts(100, SECOND, make)).findings).toEqual([]));

  it('archive environments', () => {
    const signals = attempts(100, SECOND, () => ({ environmentId: 9 }));
    expect(fold(emptyState(), signals, { nowMs: START_MS, archives: new Set([9]) }).findings).toEqual([]);
  });

  it('backfill for live findings, and the other way round', () => {
    const halves = attempts(36, SECOND, (index) => ({ ...list(index), backfill: index % 2 === 0 }));
    expect(run(halves).findings).toEqual([]);
    const history = run(attempts(20, SECOND, (index) => ({ ...list(index), backfill: true }))).findings;
    expect(history.map((finding) => finding.historical)).toEqual([true]);
  });
});

describe('order and identity', () => {
  it('the same attack folded at once, one by one, or with late calls is found under the same id', () => {
    const signals = attempts(20, SECOND, list);
    const shuffled = [...signals.slice(10), ...signals.slice(0, 10)];
    const ids = [signals, shuffled].map((order) =>
      fold(emptyState(), order, { nowMs: START_MS }).findings.map(({ id }) => id),
    );
    expect(ids[0]).toEqual(ids[1]);
    expect(run(signals).findings.map(({ id }) => id)).toEqual(ids[0]);
  });

  it('a finding grows under one id, and is a new one after 30 quiet minutes', () => {
    const first = attempts(40, SECOND, same);
    const again = attempts(40, SECOND, same, 2 * HOUR);
    const { findings } = run([...first, ...again]);
    const brute = findings.filter((finding) => finding.detector === 'brute-ip');
    expect(brute.map((finding) => finding.evidence['failures'])).toEqual([40, 40]);
  });

  it('a finding of one fold has every account and every caller of it, at most 1,000 of each', () => {
    const told = (detector: string, count: number, make: (index: number) => { account?: string; caller?: string }) =>
      fold(emptyState(), attempts(count, 100, make), { nowMs: START_MS }).findings.find(
        (finding) => finding.detector === detector,
      );
    const names = Array.from({ length: 1_200 }, (_, index) => account(index));
    expect(told('stuffing-ip', 119, list)?.entity.accounts).toEqual(names.slice(0, 119));
    expect(told('stuffing-ip', 1_200, list)?.entity.accounts).toEqual(names.slice(0, 1_000));
    expect(told('stuffing-ip', 1_200, list)?.evidence['accounts']).toBe(1_200);
    const twice = (index: number) => ({ caller: `198.51.${index % 100}.7` });
    expect(told('brute-account', 200, twice)?.entity.callers).toHaveLength(100);
  });

  it('whom a good login forgave is not in the finding, though the fold is longer than what is kept', () => {
    const owner = { caller: '192.0.2.44' };
    const signals = [
      ...attempts(3, SECOND, () => owner),
      ...attempts(100, SECOND, (index) => ({ caller: `198.51.${index % 50}.7` }), MINUTE),
      login({ at: 3 * MINUTE, ok: true, ...owner }),
      login({ at: 3 * MINUTE + SECOND, caller: '198.51.0.7' }),
    ];
    const { findings } = fold(emptyState(), signals, { nowMs: START_MS });
    const callers = findings.find(({ detector }) => detector === 'brute-account')?.entity.callers;
    expect(callers).toHaveLength(50);
    expect(callers).not.toContain(owner.caller);
  });

  it('one caller is the /64 of an IPv6 address', () => {
    const signals = attempts(20, SECOND, (index) => ({ ...list(index), caller: `2001:db8:0:7::${index + 1}` }));
    expect(run(signals).findings[0]?.entity.callers).toEqual(['2001:db8:0:7::/64']);
  });

  it.each([
    ['brute-ip', 10 * SECOND, attempts(60, 400, same)],
    ['stuffing-ip', 60 * SECOND, attempts(60, 2 * SECOND, list)],
  ])('%s is recognised within %i ms', (detector, limit, signals) => {
    const found = run(signals).findings.find((finding) => finding.detector === detector);
    expect((found?.atMs ?? Infinity) - START_MS).toBeLessThanOrEqual(limit);
  });
});
