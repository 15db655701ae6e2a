import type { ContextProject } from '../../access';
import { KEPT_TIERS, type DeletedTier, type KeptTier, type StoragePreviewAnswer } from '../../shared';
import { retention, type Sql, type Storage } from '../../storage';
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

/**
 * Folds what waits to be folded of a project: what goes is counted from rollups, and calls of the last minute, or of many while no
 * worker runs, are in none yet.
 */
export type Fold = (storage: Storage, order: { projectId: number; now: Date }) => Promise<void>;

interface Shortening {
  before: KeptDays;
  after: KeptDays;
  now: Date;
}

/** What goes when less is kept than before, and what is no longer shown. */
export const whatGoes = async (
  sql: Sql,
  project: ContextProject,
  shortening: Shortening,
): Promise<StoragePreviewAnswer> => ({
  deletes: await whatIsDeleted(sql, project, shortening),
  hidesCallsBefore: (await hidesCallsBefore(sql, project, shortening))?.toISOString() ?? null,
});

/** Reads of calls end at a moment of the first day that is kept, which is deleted as a whole. To the hour. */
async function hidesCallsBefore(
  sql: Sql,
  project: ContextProject,
  { before, after, now }: Shortening,
): Promise<Date | null> {
  if (after.calls >= before.calls) return null;
  const to = new Date(now.getTime() - after.calls * DAY_MS);
  const from = new Date(Math.max(keptFrom('calls', after.calls, now).getTime(), project.callsSince?.getTime() ?? 0));
  return (await retention.countCallsByHour(sql, { ...ownerOf(project), from, to })) > 0 ? to : null;
}

/** Tier by tier; what holds nothing there is left out. */
async function whatIsDeleted(
  sql: Sql,
  project: ContextProject,
  { before, after, now }: Shortening,
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
