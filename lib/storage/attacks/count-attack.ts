import type { Sql } from '../core/storage';
import { attackValues, CALLER, IN_ATTACK, IS_FAILURE, IS_SUCCESS, type AttackScope } from './attack-scope';

export interface AttackCount {
  failures: number;
  successes: number;
  accountsTried: number;
  callers: number;
}

/** Counts the login attempts of an attack from stored calls. */
export async function countAttack(sql: Sql, scope: AttackScope): Promise<AttackCount> {
  const { rows } = await sql.query<AttackCount>(
    `select count(*) filter (where ${IS_FAILURE})::int as failures, count(*) filter (where ${IS_SUCCESS})::int as successes,
            count(distinct c.account_hash)::int as "accountsTried", count(distinct ${CALLER})::int as callers
     from call c where ${IN_ATTACK}`,
    attackValues(scope),
  );
  return rows[0] ?? { failures: 0, successes: 0, accountsTried: 0, callers: 0 };
}
