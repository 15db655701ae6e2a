import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { AppError, isComparable } from '../../shared';
import type { MoversAnswer } from '../../shared';
import type { Sql } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { WorkTime } from '../cells/work-time';
import { spanOf } from '../overview/period';
import { comparisonParam, rangeParams, requireRange, scopeOf } from '../range/params';
import { isKept, isKeptToCompare, keptSince } from '../range/require-kept';
import { consumerSegments, endpointSegments } from '../range/segments';
import { firstCallAt } from '../status/call-times';
import { consumerMoves } from './consumer-moves';
import type { ConsumerMoves } from './consumer-moves';
import { endpointMoves } from './endpoint-moves';
import type { MoveQuery } from './endpoint-moves';
import { moveSpans } from './move-spans';
import { tookCalls } from './took-calls';

export const moversInput = z.object({
  ...rangeParams,
  vs: comparisonParam.default('prev'),
});
export type MoversInput = z.output<typeof moversInput>;

const NONE = { items: [], count: 0 };
const NOTHING = { endpoints: [], consumers: [], fresh: NONE, returning: NONE, gone: NONE };
const UNKNOWN = { consumers: null, fresh: null, returning: null, gone: null };

/** Must be the last read of its snapshot: running out of time ends it. */
async function consumersIfRead(sql: Sql, query: MoveQuery, pending: Parameters<typeof consumerMoves>[2]) {
  const before = consumerSegments(query.before, { ...query, now: query.at, stepSeconds: null });
  if (!isKept(before, keptSince(query.rawSinceMs))) return UNKNOWN;
  try {
    return await consumerMoves(sql, query, pending);
  } catch (error) {
    // Consumer minutes are kept two days; part of an hour before that is read from the calls, if a second is enough.
    if (error instanceof AppError && error.code === 'timeout') return UNKNOWN;
    throw error;
  }
}

/**
 * What moved in a range, from one snapshot: endpoints and consumers by calls, error ratio and p95, against the same length
 * before or the same time of earlier weeks, and consumers that are new, back or gone. Few calls prove nothing: each line
 * is ranked by how far it moved at least. A range of which not all was watched, or is kept, is not compared with, and numbers of
 * calls are not where no process took them for a while.
 */
export async function getMovers(ctx: Context, input: MoversInput): Promise<MoversAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const scope = scopeOf(ctx, requireProject(ctx), input.environment);
  const spans = moveSpans(input, input.vs, ctx.now());
  if (!spans) throw new AppError('invalid', 'from: nothing of this range is over yet', { field: 'from' });
  const moves = await ctx.storage.snapshot(async (sql) => {
    const at = ctx.now();
    const countsComparable = await tookCalls(sql, { ...spans, at });
    const query: MoveQuery = { ...scope, ...spans, at, tookCalls: countsComparable, time: new WorkTime() };
    const pending = await loadPending(ctx.storage, sql, scope.projectId);
    const first = await firstCallAt(sql, { ...query, now: query.at }, pending);
    const before = { ...query, ...query.before, now: query.at };
    const kept = endpointSegments(before, { ...before, stepSeconds: null });
    const isThere = isKeptToCompare({ ...before, rawSinceMs: keptSince(query.rawSinceMs) }, kept);
    if (!isThere || (first && !isComparable(before, first))) return { comparable: false, countsComparable, ...NOTHING };
    const endpoints = await endpointMoves(sql, query, pending);
    const consumers: ConsumerMoves | typeof UNKNOWN = await consumersIfRead(sql, query, pending);
    return { comparable: true, countsComparable, endpoints, ...consumers };
  });
  return { vs: input.vs, ...spanOf(spans.now), before: spanOf(spans.before), ...moves };
}
