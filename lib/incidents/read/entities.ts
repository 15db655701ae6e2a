import type { IncidentAccount, IncidentCaller } from '../../shared';
import type { AttackIncident } from '../../detection';
import { openPlaces, place } from '../../analytics';
import { listAttackAccounts, listAttackCallers, type AttackScope, type Sql } from '../../storage';

const LISTED = 200;

/** The callers of the attack, those with the most failures first; at most 200. */
export async function readCallers(sql: Sql, scope: AttackScope): Promise<IncidentCaller[]> {
  const places = await openPlaces();
  const callers = await listAttackCallers(sql, scope, LISTED);
  return callers.map((caller) => ({
    ...caller,
    ...place(caller.address, places),
    firstSeenAt: caller.firstSeenAt.toISOString(),
    lastSeenAt: caller.lastSeenAt.toISOString(),
  }));
}

/** Accounts that were entered, the latest entry first, then the latest that were tried; at most 200 of each. */
export async function readAccounts(sql: Sql, scope: AttackScope, attack: AttackIncident): Promise<IncidentAccount[]> {
  const entries = [...attack.entries].sort((a, b) => b.atMs - a.atMs).slice(0, LISTED);
  const only = entries.map((entry) => entry.account);
  const known = await listAttackAccounts(sql, scope, { only, limit: LISTED });
  const tried = await listAttackAccounts(sql, scope, { only: null, limit: 2 * LISTED });
  const last = new Map([...tried, ...known].map((one) => [one.account, one.lastCallAt]));
  const entered = entries.map((entry) => ({
    accountHash: entry.account,
    enteredAt: new Date(entry.atMs).toISOString(),
    timesEntered: entry.times,
    lastEnteredAt: new Date(entry.lastAtMs).toISOString(),
    caller: entry.caller,
    failuresBefore: entry.failuresBefore,
    lastCallAt: (last.get(entry.account) ?? new Date(entry.lastAtMs)).toISOString(),
  }));
  const rest = tried
    .filter((one) => !only.includes(one.account))
    .slice(0, LISTED)
    .map((one) => ({
      accountHash: one.account,
      enteredAt: null,
      timesEntered: 0,
      lastEnteredAt: null,
      caller: one.caller ?? '',
      failuresBefore: one.failures,
      lastCallAt: one.lastCallAt.toISOString(),
    }));
  return [...entered, ...rest];
}
