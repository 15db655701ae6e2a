import { describe, expect, it } from 'vitest';
import { allowedAt, emptyState, fold, type AllowedCallers } from '../../../../lib/detection';
import { SIGNAL, type Signal } from '../../../../lib/shared';

const NOW = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

const entry = (change: Partial<AllowedCallers> = {}): AllowedCallers => ({
  network: '203.0.113.0/24',
  createdAt: new Date(NOW - DAY),
  expiresAt: null,
  endedAt: null,
  ...change,
});

/** Failed logins of one caller on many accounts. */
const failures = (caller: string, count = 40): Signal[] =>
  Array.from({ length: count }, (_, at) => ({
    atMs: NOW - 2 * MINUTE + at * 1_000,
    kind: SIGNAL.login,
    environmentId: 1,
    endpointId: 2,
    consumerId: 0,
    userAgentId: 1,
    status: 401,
    traits: 0,
    caller,
    account: at.toString(16).padStart(32, '0'),
    value: 2,
  }));

const found = (signals: Signal[], list: AllowedCallers[], nowMs = NOW): string[] =>
  fold(emptyState(), signals, { nowMs, isAllowed: allowedAt(list, nowMs) }).findings.map(({ detector }) => detector);

describe('detectors say nothing of allowed callers', () => {
  it('and find others as ever', () => {
    expect(found(failures('203.0.113.7'), [])).not.toEqual([]);
    expect(found(failures('203.0.113.7'), [entry()])).toEqual([]);
    expect(found(failures('198.51.100.7'), [entry()])).not.toEqual([]);
    expect(found([...failures('203.0.113.7'), ...failures('198.51.100.7')], [entry()])).toEqual(
      found(failures('198.51.100.7'), []),
    );
  });

  it.each([
    ['before it was made', { createdAt: new Date(NOW + 1) }],
    ['once it expired', { expiresAt: new Date(NOW) }],
    ['once it was removed', { endedAt: new Date(NOW) }],
  ])('but not %s', (_, change) => {
    expect(found(failures('203.0.113.7'), [entry(change)])).not.toEqual([]);
  });

  it('as the list stood at the moment that is folded again, whatever it is now', () => {
    const removed = entry({ endedAt: new Date(NOW + MINUTE) });
    expect(found(failures('203.0.113.7'), [removed], NOW)).toEqual([]);
    expect(found(failures('203.0.113.7'), [removed], NOW + MINUTE)).not.toEqual([]);
  });

  it('by IPv6 network too', () => {
    const isAllowed = allowedAt([entry({ network: '2001:db8:1::/48' })], NOW);
    expect(isAllowed('2001:db8:1:2::3')).toBe(true);
    expect(isAllowed('2001:db8:1:2::/64')).toBe(true);
    expect(isAllowed('2001:db8:2::3')).toBe(false);
    expect(isAllowed(null)).toBe(false);
  });
});
