import type { KeptCalls } from '../../shared';
import { countAttack, type AttackScope, type Sql } from '../../storage';

/** How much is left of the calls behind an incident, by how many it had. */
export async function readKeptCalls(sql: Sql, scope: AttackScope, callCount: number): Promise<KeptCalls> {
  const { failures, successes } = await countAttack(sql, scope);
  const left = failures + successes;
  if (left >= callCount) return 'all';
  return left > 0 ? 'some' : 'none';
}
