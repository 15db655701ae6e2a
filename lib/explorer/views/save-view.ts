import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { requirePermission, requireProject, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, CALL_FILTER_COLUMNS, callFilterOf, parseCallFilter, VIEW_LIMITS } from '../../shared';
import type { CallView } from '../../shared';
import { savedViews } from '../../storage';
import { toView } from './to-view';

const { nameCharacters, queryCharacters } = VIEW_LIMITS;

/** The first filter that cannot be read, in words. */
function faultOf(query: string): string | null {
  const { errors } = parseCallFilter(callFilterOf(new URLSearchParams(query)));
  const column = CALL_FILTER_COLUMNS.find((one) => errors[one] !== undefined);
  return column === undefined ? null : `${column} ${errors[column] ?? ''}`;
}

export const saveViewInput = z.object({
  name: z.string({ error: 'is missing' }).trim().min(1, 'must not be empty').max(nameCharacters),
  query: z
    .string({ error: 'is missing' })
    .max(queryCharacters)
    .refine((query) => !query.startsWith('?'), { error: 'must begin behind the question mark' })
    .superRefine((query, context) => {
      const fault = faultOf(query);
      if (fault !== null) context.addIssue({ code: 'custom', message: fault });
    }),
  shared: z.boolean().default(false),
});
export type SaveViewInput = z.output<typeof saveViewInput>;

/** Saves a view. Throws `conflict` when there is one of this name already, or too many. */
export async function saveView(ctx: Context, { name, query, shared }: SaveViewInput): Promise<CallView> {
  requirePermission(ctx, shared ? 'view:share' : 'view:save');
  const { id: projectId } = requireProject(ctx);
  const userId = ctx.actor.id;
  const row = await ctx.storage.transaction(async (tx) => {
    if ((await savedViews.countSavedViews(tx, projectId)) >= VIEW_LIMITS.views) {
      throw new AppError('conflict', `a project has at most ${VIEW_LIMITS.views} views`);
    }
    const known = await savedViews.listSavedViews(tx, { projectId, userId });
    if (known.some((view) => view.name === name)) {
      throw new AppError('conflict', 'name: there is a view of this name', { field: 'name' });
    }
    const id = randomUUID();
    const saved = { id, projectId, userId, name, query, shared, createdAt: ctx.now() };
    await appendAudit(tx, ctx, { action: 'view.saved', projectId, target: id, data: { shared } });
    return savedViews.insertSavedView(tx, saved);
  });
  return toView(ctx, row);
}
