import type { ContextProject } from '../../access';
import { KEPT_TIERS, type DeletedTier, type KeptTier } from '../../shared';
import { retention, type Sql } from '../../storage';
import type { KeptDays } from './bounds';

const DAY_MS = 86_400_000;

/** Where what is kept so many days begins: calls and days by whole days (UTC). */
function keptFrom(tier: KeptTier, days: number, now: Date): Date {
  const at = now.getTime() - days * DAY_MS;
  return new Date(tier === 'calls' || tier === 'days' ? Math.floor(at / DAY_MS) * DAY_MS : at);
}

/** The project, and its environments that are kept for good. */
export const ownerOf = ({ id, environments }: ContextProject): { projectId: number; archiveIds: number[] } => ({
  projectId: id,
  archiveIds: environments.flatMap((environment) => (environment.archive ? [environment.id] : [])),
});

/** What goes when less is kept than before, tier by tier; what holds nothing there is left out. */
export async function whatGoes(
  sql: Sql,
  project: ContextProject,
  { before, after, now }: { before: KeptDays; after: KeptDays; now: Date },
): Promise<DeletedTier[]> {
  const deletes: DeletedTier[] = [];
  const own = ownerOf(project);
  for (const tier of KEPT_TIERS) {
    if (after[tier] >= before[tier]) continue;
    const span = { ...own, from: keptFrom(tier, before[tier], now), to: keptFrom(tier, after[tier], now) };
    const rows =
      tier === 'calls'
        ? await retention.countExpiringCalls(sql, span)
        : await retention.countExpiringRows(sql, tier, span);
    if (rows > 0) deletes.push({ tier, rows, before: span.to.toISOString() });
  }
  return deletes;
}
