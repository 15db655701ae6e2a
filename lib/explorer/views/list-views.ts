import { requirePermission, requireProject, type Context } from '../../access';
import type { CallViewsAnswer } from '../../shared';
import { savedViews } from '../../storage';
import { toView } from './to-view';

/** One's own views and the shared ones, by name. */
export async function listViews(ctx: Context): Promise<CallViewsAnswer> {
  requirePermission(ctx, 'view:save');
  const { id: projectId } = requireProject(ctx);
  const rows = await savedViews.listSavedViews(ctx.storage, { projectId, userId: ctx.actor.id });
  return { views: rows.map((row) => toView(ctx, row)) };
}
