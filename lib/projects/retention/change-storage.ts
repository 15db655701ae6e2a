import type { z } from 'zod';
import { requirePermission, requireProject, type Context } from '../../access';
import { appendAudit } from '../../audit';
import {
  AppError,
  countOf,
  formatCount,
  KEPT_TIERS,
  type DeletedTier,
  type StorageAnswer,
  type StoragePreviewAnswer,
} from '../../shared';
import { announce, retention, type Tx } from '../../storage';
import { type changeInput, requireOrder, toDays, toKeeps, type KeptDays } from './bounds';
import { getStorage, given } from './get-storage';
import { type Fold, whatGoes } from './what-goes';

/** `12,403 calls before 2026-11-01, 96 rows of minutes before 2026-11-21` */
function words({ tier, rows, before }: DeletedTier): string {
  const what = tier === 'calls' ? countOf(rows, 'call') : `${formatCount(rows)} rows of ${tier}`;
  return `${what} before ${before.slice(0, 10)}`;
}

/** What has to be agreed to; null: nothing. */
function refusalOf({ deletes, hidesCallsBefore }: StoragePreviewAnswer): string | null {
  const parts = [
    ...(deletes.length > 0 ? [`deletes ${deletes.map(words).join(', ')}`] : []),
    ...(hidesCallsBefore ? [`hides calls before ${hidesCallsBefore} and deletes them when their day is over`] : []),
  ];
  return parts.length > 0 ? `this ${parts.join(', and ')}: send "confirmed": true to do it` : null;
}

interface Change {
  kept: Partial<KeptDays>;
  /** What it deletes and hides was shown and agreed to. */
  confirmed: boolean;
}

/**
 * Changes how long things are kept, in the transaction. Throws `conflict`, telling what would be deleted or hidden, when that is
 * something and nobody has agreed to it; `invalid` for times that do not go together. What waits of the project is folded before.
 */
export async function changeKept(tx: Tx, ctx: Context, { kept, confirmed }: Change): Promise<void> {
  const project = requireProject(ctx);
  const projectId = project.id;
  const keeps = await retention.lockKeeps(tx, projectId);
  if (!keeps) throw new AppError('not_found', 'no such project');
  const before = toDays(keeps);
  const after = { ...before, ...kept };
  requireOrder(after);
  const changed = KEPT_TIERS.filter((tier) => after[tier] !== before[tier]);
  if (changed.length === 0) return;
  const goes = await whatGoes(tx, project, { before, after, now: ctx.now() });
  const refusal = refusalOf(goes);
  if (refusal !== null && !confirmed) throw new AppError('conflict', refusal);
  await retention.setKeeps(tx, projectId, toKeeps(after));
  const data = Object.fromEntries([
    ...changed.flatMap((tier) => [
      [`${tier}Days`, after[tier]],
      [`${tier}DaysBefore`, before[tier]],
    ]),
    ...goes.deletes.map(({ tier, rows }) => [`${tier}Deleted`, rows]),
  ]);
  await appendAudit(tx, ctx, { action: 'retention.updated', projectId, target: String(projectId), data });
}

/** Sets the days that calls, minutes, hours and days are kept; what is left out stays as it is. Throws as `changeKept`. */
export async function changeStorage(
  ctx: Context,
  { projectId, confirmed, ...change }: z.infer<typeof changeInput>,
  fold: Fold,
): Promise<StorageAnswer> {
  requirePermission(ctx, 'project:update', projectId);
  const project = requireProject(ctx);
  const kept = given(change);
  if (Object.keys(kept).length === 0)
    throw new AppError('invalid', 'nothing to change: give calls, minutes, hours or days');
  await fold(ctx.storage, { projectId, now: ctx.now() });
  await ctx.storage.transaction((tx) => changeKept(tx, ctx, { kept, confirmed }));
  await announce(ctx.storage, { topic: 'settings', projectIds: [project.id] });
  const keeps = toKeeps({ ...toDays(project), ...kept });
  return getStorage({ ...ctx, project: { ...project, ...keeps } }, { projectId });
}
