import type { KeptCalls } from '../../shared';
import { countAttack, type AttackScope, type Sql } from '../../storage';

/** How much is left of the calls behind an incident: by how many login attempts it had, or without any by its age. */
export async function readKeptCalls(
  sql: Sql,
  scope: AttackScope,
  { attempts, keptSince }: { attempts: number; keptSince: Date },
): Promise<KeptCalls> {
  if (attempts === 0) return scope.from >= keptSince ? 'all' : scope.to > keptSince ? 'some' : 'none';
  const { failures, successes } = await countAttack(sql, scope);
  const left = failures + successes;
  if (left >= attempts) return 'all';
  return left > 0 ? 'some' : 'none';
}
