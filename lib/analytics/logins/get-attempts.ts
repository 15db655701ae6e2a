import { z } from 'zod';
import { limitParam, requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { AppError, isAccountHash, LOGIN_OUTCOMES } from '../../shared';
import type { CallsAnswer } from '../../shared';
import { isOutOfTime, listAttempts, withinBudget } from '../../storage';
import type { FoundCall, Sql } from '../../storage';
import { rangeParams, requireRange, scopeOf } from '../range/params';
import type { Range, Scope } from '../range/params';
import { callItems } from '../search/call-items';
import { callCursorParam, callerParam, cursorBefore, cursorText, endOf } from '../search/call-params';
import { pagesOf } from '../search/plan-parts';

const DEFAULT_LIMIT = 50;
const BUDGET_MS = 1_000;

export const attemptsInput = z.object({
  ...rangeParams,
  outcome: z.enum(LOGIN_OUTCOMES, { error: 'must be success, failure or unknown' }).optional(),
  account: z.string().toLowerCase().refine(isAccountHash, 'must be an account hash, 32 hexadecimal digits').optional(),
  caller: callerParam.optional(),
  limit: limitParam(DEFAULT_LIMIT),
  cursor: callCursorParam.optional(),
});
export type AttemptsInput = z.output<typeof attemptsInput>;

const OUTCOME = { success: 1, failure: 2, unknown: 3 } as const;

interface Found {
  rows: FoundCall[];
  /** Set when the time was up: nothing older than this was looked at. */
  searchedBackTo: Date | null;
}

/** A day first, then a week, then the rest: attempts are few, so each is read as a whole. */
async function findAttempts(
  sql: Sql,
  { scope, input }: { scope: Scope & Range; input: AttemptsInput },
): Promise<Found> {
  const rows: FoundCall[] = [];
  const filter = {
    outcome: input.outcome === undefined ? null : OUTCOME[input.outcome],
    account: input.account ?? null,
    caller: input.caller ?? null,
    before: input.cursor ?? cursorBefore(input.to),
  };
  let searchedBackTo = scope.to;
  try {
    for (const page of pagesOf(scope)) {
      const limit = input.limit + 1 - rows.length;
      if (limit <= 0) break;
      rows.push(
        ...(await withinBudget(sql, BUDGET_MS, () => listAttempts(sql, { ...scope, ...page }, { ...filter, limit }))),
      );
      searchedBackTo = page.from;
    }
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    if (searchedBackTo >= scope.to) throw new AppError('timeout', 'the attempts could not be read in time: try again');
    return { rows, searchedBackTo };
  }
  return { rows, searchedBackTo: null };
}

function nextCursorOf({ rows, searchedBackTo }: Found, limit: number): string | null {
  const last = rows[limit - 1];
  if (rows.length > limit && last) return cursorText(last);
  return searchedBackTo && cursorText(cursorBefore(searchedBackTo));
}

/** Login attempts of a range, newest first, `limit` at a time; as `getCalls` answers. */
export async function getAttempts(ctx: Context, input: AttemptsInput): Promise<CallsAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const project = requireProject(ctx);
  const scope = scopeOf(ctx, project, input.environment);
  const from = new Date(Math.max(input.from.getTime(), scope.rawSinceMs));
  const to = input.cursor ? new Date(Math.min(input.to.getTime(), endOf(input.cursor).getTime())) : input.to;
  const found: Found =
    from < to
      ? await ctx.storage.snapshot((sql) => findAttempts(sql, { scope: { ...scope, from, to }, input }))
      : { rows: [], searchedBackTo: null };
  return {
    calls: await callItems(ctx.storage, project, found.rows.slice(0, input.limit)),
    nextCursor: nextCursorOf(found, input.limit),
    searchedBackTo: found.searchedBackTo?.toISOString() ?? null,
  };
}
