import { FLAG } from '../../shared';
import type { Sql } from '../core/storage';
import { bucketSql } from '../rollups/read-query';
import { attempts, IS_ATTEMPT, loginValues, type LoginScope } from './login-scope';

/** Attempts without a known outcome by step (seconds since the epoch); steps without one are left out. */
export async function readUnknownLogins(
  sql: Sql,
  scope: LoginScope,
  stepSeconds: number,
): Promise<Map<number, number>> {
  const { rows } = await sql.query<{ bucket: number; calls: number }>(
    `select ${bucketSql('finished_at', '$5')} bucket, count(*)::float8 calls from call
     where ${IS_ATTEMPT} and flags & ${FLAG.loginMask} = 3 group by 1`,
    [...loginValues(scope), stepSeconds],
  );
  return new Map(rows.map(({ bucket, calls }) => [bucket, calls]));
}

export interface LoginSums {
  failures: number;
  successes: number;
  unknown: number;
  /** Distinct entities of the other kind. */
  others: number;
  lastAttemptAt: Date;
  /** How many there are of this kind in all. */
  count: number;
}

export interface AccountLogins extends LoginSums {
  account: string;
}

export interface CallerLogins extends LoginSums {
  address: string;
}

interface EntityRow extends LoginSums {
  account: string | null;
  address: string | null;
}

const SUMS = `sum(failures) failures, sum(successes) successes, sum(unknown) unknown`;
const LAST = `max(last_at) "lastAttemptAt", (count(*) over ())::int count`;

/** Accounts and callers of login attempts, those with the most failures first, then those with the most attempts. */
export async function readLoginEntities(
  sql: Sql,
  scope: LoginScope,
  limit: number,
): Promise<{ accounts: AccountLogins[]; callers: CallerLogins[] }> {
  const { rows } = await sql.query<EntityRow>(
    `with pair as materialized (
       select account_hash, caller, ${attempts(2)} failures, ${attempts(1)} successes, ${attempts(3)} unknown,
         max(finished_at) last_at
       from call where ${IS_ATTEMPT} group by account_hash, caller),
     by_account as (
       select account_hash, null::inet caller, ${SUMS}, count(caller)::int others, ${LAST}
       from pair where account_hash is not null group by account_hash
       order by failures desc, sum(failures + successes + unknown) desc, account_hash limit $5),
     by_caller as (
       select null::bytea account_hash, caller, ${SUMS}, count(account_hash)::int others, ${LAST}
       from pair where caller is not null group by caller
       order by failures desc, sum(failures + successes + unknown) desc, caller limit $5)
     select encode(account_hash, 'hex') account, host(caller) address, failures, successes, unknown, others,
       "lastAttemptAt", count
     from (select * from by_account union all select * from by_caller) e
     order by failures desc, failures + successes + unknown desc, account_hash, caller`,
    [...loginValues(scope), limit],
  );
  return {
    accounts: rows.flatMap(({ account, ...row }) => (account === null ? [] : [{ account, ...row }])),
    callers: rows.flatMap(({ address, ...row }) => (address === null ? [] : [{ address, ...row }])),
  };
}
