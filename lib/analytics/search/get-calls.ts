import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import type { CallsAnswer } from '../../shared';
import { requireRange } from '../range/params';
import { callItems } from './call-items';
import { cursorText } from './call-params';
import type { CallsInput } from './call-params';
import { readCallPage } from './read-call-page';

/**
 * Calls of a range, newest first, `limit` at a time. `nextCursor` goes on where this page ends; `searchedBackTo` is set when
 * the budget, a second unless told, was not enough to find more.
 */
export async function getCalls(ctx: Context, input: CallsInput, budgetMs?: number): Promise<CallsAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const project = requireProject(ctx);
  const { rows, next, searchedBackTo } = await readCallPage(ctx, project, { query: input, budgetMs });
  return {
    calls: await callItems(ctx.storage, project, rows),
    nextCursor: next && cursorText(next),
    searchedBackTo: searchedBackTo?.toISOString() ?? null,
  };
}
