import { requirePermission, requireProject } from '../../access';
import type { Context, ContextProject } from '../../access';
import type { CallsAnswer } from '../../shared';
import { findConsumerId } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { requireRange, scopeOf } from '../range/params';
import { callItems } from './call-items';
import type { CallsInput } from './call-params';
import { cursorBefore, cursorText, endOf } from './call-params';
import { findCalls } from './find-calls';
import type { CallsFound } from './find-calls';

interface Search {
  input: CallsInput;
  budgetMs: number | undefined;
}

async function search(ctx: Context, project: ContextProject, { input, budgetMs }: Search): Promise<CallsFound> {
  const scope = scopeOf(ctx, project, input.environment);
  const from = new Date(Math.max(input.from.getTime(), scope.rawSinceMs));
  const before = input.cursor ?? cursorBefore(input.to);
  const to = input.cursor ? new Date(Math.min(input.to.getTime(), endOf(input.cursor).getTime())) : input.to;
  const consumerId =
    input.consumer === undefined ? null : await findConsumerId(ctx.storage, project.id, input.consumer);
  if (from >= to || (input.consumer !== undefined && consumerId === null)) return { rows: [], searchedBackTo: null };
  const filter = {
    projectId: project.id,
    environmentIds: scope.environmentIds,
    allEnvironmentIds: project.environments.map(({ id }) => id),
    status: input.status ?? null,
    endpointId: input.endpoint ?? null,
    consumerId,
    caller: input.caller ?? null,
  };
  return ctx.storage.snapshot(async (sql) => {
    const pending = await loadPending(ctx.storage, sql, project.id);
    const clock = (): number => performance.now();
    // One more than asked for tells whether there is a next page.
    return findCalls(sql, { filter, from, to, before, limit: input.limit + 1, pending, budgetMs, clock });
  });
}

function nextCursorOf({ rows, searchedBackTo }: CallsFound, limit: number): string | null {
  const last = rows[limit - 1];
  if (rows.length > limit && last) return cursorText(last);
  return searchedBackTo && cursorText(cursorBefore(searchedBackTo));
}

/**
 * Calls of a range, newest first, `limit` at a time. `nextCursor` goes on where this page ends; `searchedBackTo` is set when
 * the budget, a second unless told, was not enough to find more.
 */
export async function getCalls(ctx: Context, input: CallsInput, budgetMs?: number): Promise<CallsAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const project = requireProject(ctx);
  const found = await search(ctx, project, { input, budgetMs });
  const shown = found.rows.slice(0, input.limit);
  return {
    calls: await callItems(ctx.storage, project, shown),
    nextCursor: nextCursorOf(found, input.limit),
    searchedBackTo: found.searchedBackTo?.toISOString() ?? null,
  };
}
