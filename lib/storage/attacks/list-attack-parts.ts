import type { Sql } from '../core/storage';
import { attackValues, CALLER, IN_ATTACK, IS_FAILURE, IS_SUCCESS, type AttackScope } from './attack-scope';

export interface AttackStep {
  /** Start of the step, epoch seconds. */
  atSeconds: number;
  failures: number;
  successes: number;
  callers: number;
}

/** Attempts of an attack by step; steps without one are left out. */
export async function listAttackSteps(sql: Sql, scope: AttackScope, stepSeconds: number): Promise<AttackStep[]> {
  const { rows } = await sql.query<AttackStep>(
    `select (floor(extract(epoch from c.finished_at) / $8::int) * $8::int)::float8 as "atSeconds",
            count(*) filter (where ${IS_FAILURE})::int as failures, count(*) filter (where ${IS_SUCCESS})::int as successes,
            count(distinct ${CALLER})::int as callers
     from call c where ${IN_ATTACK} group by 1 order by 1`,
    [...attackValues(scope), stepSeconds],
  );
  return rows;
}

export interface AttackRun {
  from: Date;
  to: Date;
}

/** Runs of attempts without a longer gap, the latest first. */
export async function listAttackRuns(
  sql: Sql,
  scope: AttackScope,
  { gapSeconds, limit }: { gapSeconds: number; limit: number },
): Promise<AttackRun[]> {
  const { rows } = await sql.query<AttackRun>(
    `with attempt as (
       select c.finished_at as at,
              c.finished_at - lag(c.finished_at) over (order by c.finished_at) > $8::int * interval '1 second' as starts
       from call c where ${IN_ATTACK}),
     run as (select at, count(*) filter (where starts) over (order by at) as number from attempt)
     select min(at) as "from", max(at) as "to" from run group by number order by number desc limit $9`,
    [...attackValues(scope), gapSeconds, limit],
  );
  return rows;
}

export interface AttackCaller {
  address: string;
  failures: number;
  successes: number;
  accounts: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

/** The callers of an attack, those with the most failures first. */
export async function listAttackCallers(sql: Sql, scope: AttackScope, limit: number): Promise<AttackCaller[]> {
  const { rows } = await sql.query<AttackCaller>(
    `select regexp_replace(${CALLER}::text, '/(32|128)$', '') as address,
            count(*) filter (where ${IS_FAILURE})::int as failures, count(*) filter (where ${IS_SUCCESS})::int as successes,
            count(distinct c.account_hash)::int as accounts,
            min(c.finished_at) as "firstSeenAt", max(c.finished_at) as "lastSeenAt"
     from call c where ${IN_ATTACK} and c.caller is not null
     group by ${CALLER} order by 2 desc, 1 limit $8`,
    [...attackValues(scope), limit],
  );
  return rows;
}

export interface AttackAccount {
  account: string;
  /** Caller of the latest attempt. */
  caller: string | null;
  failures: number;
  lastCallAt: Date;
}

/** The accounts of an attack, the latest first; `only` narrows to some of them. */
export async function listAttackAccounts(
  sql: Sql,
  scope: AttackScope,
  { only, limit }: { only: readonly string[] | null; limit: number },
): Promise<AttackAccount[]> {
  const { rows } = await sql.query<AttackAccount>(
    `select encode(c.account_hash, 'hex') as account,
            (array_agg(host(c.caller) order by c.finished_at desc))[1] as caller,
            count(*) filter (where ${IS_FAILURE})::int as failures, max(c.finished_at) as "lastCallAt"
     from call c
     where ${IN_ATTACK} and c.account_hash is not null and ($8::bytea[] is null or c.account_hash = any($8::bytea[]))
     group by c.account_hash order by 4 desc, 1 limit $9`,
    [...attackValues(scope), only?.map((account) => Buffer.from(account, 'hex')) ?? null, limit],
  );
  return rows;
}

export interface FirstFailure {
  at: Date;
  caller: string | null;
  account: string | null;
}

/** The first failure of an attack; null when its calls are not kept any more. */
export async function findFirstFailure(sql: Sql, scope: AttackScope): Promise<FirstFailure | null> {
  const { rows } = await sql.query<FirstFailure>(
    `select c.finished_at as at, host(c.caller) as caller, encode(c.account_hash, 'hex') as account
     from call c where ${IN_ATTACK} and ${IS_FAILURE} order by c.finished_at, c.id limit 1`,
    attackValues(scope),
  );
  return rows[0] ?? null;
}
