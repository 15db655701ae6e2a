import { requireProject } from '../../access';
import type { Context } from '../../access';
import { AppError } from '../../shared';
import { requireRange, scopeOf } from '../range/params';
import type { Range } from '../range/params';
import { keptSince } from '../range/require-kept';
import type { CallersQuery } from './count-callers';

// Reading so many calls takes a fifth of a second; beyond, whole hours and days are counted.
export const MOST_CALLS_READ = 200_000;
/** Of a range, for what needs the address of each: some 0.3 s. */
export const MOST_CALLERS = 100_000;

type ScopedRange = Range & { environment?: string | undefined };

/** What to count of a range, which begins no earlier than calls are kept. Throws `invalid` when it ended before. */
export function callersQuery(
  ctx: Context,
  input: ScopedRange,
  { mostCallsRead, limit }: { mostCallsRead: number; limit: number },
): CallersQuery {
  requireRange(input);
  const scope = scopeOf(ctx, requireProject(ctx), input.environment);
  const sinceMs = keptSince(scope.rawSinceMs);
  if (input.to.getTime() <= sinceMs) {
    const since = new Date(sinceMs).toISOString();
    throw new AppError('invalid', `to: callers are kept as long as calls, since ${since}`, { field: 'to' });
  }
  const from = new Date(Math.max(input.from.getTime(), sinceMs));
  return { ...scope, now: ctx.now(), mostCallsRead, limit, from, to: input.to, isCounted: false, after: null };
}
