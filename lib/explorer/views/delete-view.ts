import { z } from 'zod';
import { requirePermission, requireProject, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError } from '../../shared';
import { savedViews } from '../../storage';

export const viewInput = z.object({ viewId: z.string().max(100) });
export type ViewInput = z.output<typeof viewInput>;

/** Deletes a view of one's own, or a shared one. Throws `not_found`, also for a private one of somebody else. */
export async function deleteView(ctx: Context, { viewId }: ViewInput): Promise<void> {
  requirePermission(ctx, 'view:save');
  const { id: projectId } = requireProject(ctx);
  await ctx.storage.transaction(async (tx) => {
    const view = await savedViews.findSavedView(tx, { projectId, userId: ctx.actor.id, id: viewId });
    if (!view) throw new AppError('not_found', 'no such view');
    if (view.userId !== ctx.actor.id) requirePermission(ctx, 'view:manage');
    await savedViews.deleteSavedView(tx, { projectId, id: viewId });
    await appendAudit(tx, ctx, { action: 'view.deleted', projectId, target: viewId, data: { shared: view.shared } });
  });
}
