import type { Context, ContextProject } from '../../access';
import { isImpossible } from '../../storage';
import type { CallCursor } from '../../storage';
import { loadPending } from '../cells/load-pending';
import type { Range } from '../range/params';
import { callScope, cursorBefore, endOf } from './call-params';
import type { Wanted } from './call-params';
import { findCalls } from './find-calls';
import type { CallsFound } from './find-calls';
import { resolveFilter } from './resolve-filter';

/** Calls that are asked for, and where their list goes on. */
export interface CallPageQuery extends Range, Wanted {
  cursor?: CallCursor | undefined;
  limit: number;
}

export interface CallPage extends CallsFound {
  /** Where the next page begins; null after the last one. */
  next: CallCursor | null;
}

const NOTHING: CallsFound = { rows: [], searchedBackTo: null };

async function search(
  ctx: Context,
  project: ContextProject,
  { query, budgetMs }: { query: CallPageQuery; budgetMs: number | undefined },
): Promise<CallsFound> {
  const scope = callScope(ctx, project, query);
  const { cursor, terms } = query;
  const from = new Date(Math.max(query.from.getTime(), scope.rawSinceMs));
  const before = cursor ?? cursorBefore(query.to);
  const to = cursor ? new Date(Math.min(query.to.getTime(), endOf(cursor).getTime())) : query.to;
  if (from >= to) return NOTHING;
  return ctx.storage.snapshot(async (sql) => {
    const resolved = await resolveFilter(sql, { project, scope, terms });
    if (isImpossible(resolved.filter.conditions)) return NOTHING;
    const pending = await loadPending(ctx.storage, sql, project.id);
    const clock = (): number => performance.now();
    // One more than asked for tells whether there is a next page.
    return findCalls(sql, { ...resolved, from, to, before, limit: query.limit + 1, pending, budgetMs, clock });
  });
}

function nextOf({ rows, searchedBackTo }: CallsFound, limit: number): CallCursor | null {
  const last = rows[limit - 1];
  if (rows.length > limit && last) return { at: last.at, id: last.id };
  return searchedBackTo && cursorBefore(searchedBackTo);
}

/** One page of calls as they are stored, newest first, from a snapshot of its own; a second unless told. */
export async function readCallPage(
  ctx: Context,
  project: ContextProject,
  { query, budgetMs }: { query: CallPageQuery; budgetMs?: number | undefined },
): Promise<CallPage> {
  const found = await search(ctx, project, { query, budgetMs });
  return { ...found, rows: found.rows.slice(0, query.limit), next: nextOf(found, query.limit) };
}
