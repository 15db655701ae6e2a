import { z } from 'zod';
import { projectParam, requirePermission, requireProject, type Context } from '../access';
import { appendAudit } from '../audit';
import { AppError, type ProjectItem } from '../shared';
import { announce, updateProjectRow } from '../storage';
import { apdexMs, projectName, quotaPerMinute, retentionDays } from './create-project';
import { changeKept } from './retention/change-storage';
import type { Fold } from './retention/what-goes';
import { toProjectItem } from './to-item';

export const updateProjectInput = z.object({
  projectId: projectParam,
  name: projectName.optional(),
  retentionDays: retentionDays.optional(),
  quotaPerMinute: quotaPerMinute.optional(),
  apdexMs: apdexMs.optional(),
  /** What a shorter retention deletes was agreed to. */
  confirmed: z.boolean().default(false),
});

/**
 * Changes name, retention, quota or Apdex threshold of a project. Throws `conflict` when a shorter retention deletes calls and
 * nobody has agreed to it.
 */
export async function updateProject(
  ctx: Context,
  input: z.infer<typeof updateProjectInput>,
  fold: Fold,
): Promise<ProjectItem> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { id, hourDays } = requireProject(ctx);
  const { projectId: _, confirmed, ...change } = input;
  const data = Object.fromEntries(
    Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  if (Object.keys(data).length === 0)
    throw new AppError('invalid', 'nothing to change: give name, retentionDays, quotaPerMinute or apdexMs');
  if (change.retentionDays !== undefined) await fold(ctx.storage, { projectId: id, now: ctx.now() });
  const project = await ctx.storage.transaction(async (tx) => {
    const { retentionDays: calls, ...others } = change;
    // hours are the index of the calls: they are kept as long
    if (calls !== undefined)
      await changeKept(tx, ctx, { kept: { calls, hours: Math.max(hourDays, calls) }, confirmed });
    const changed = await updateProjectRow(tx, { projectId: id, ...others });
    await appendAudit(tx, ctx, { action: 'project.updated', projectId: id, target: String(id), data });
    return changed;
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [id] });
  return toProjectItem(project);
}
