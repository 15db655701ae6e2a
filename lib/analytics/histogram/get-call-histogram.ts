import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context, ContextProject } from '../../access';
import type { PendingTotals } from '../../rollups';
import { AppError } from '../../shared';
import type { CallHistogramAnswer, CallHistogramPoint } from '../../shared';
import { isImpossible } from '../../storage';
import type { Segment, Sql } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { chooseStep } from '../overview/choose-step';
import { requireRange, stepParam, wholeUnits } from '../range/params';
import type { Range } from '../range/params';
import { callRangeParams, callScope, withWanted, type CallScope, type Wanted } from '../search/call-params';
import { resolveFilter } from '../search/resolve-filter';
import type { ResolvedFilter } from '../search/resolve-filter';
import { countByStep, type Counted } from './count-by-step';
import { countRollups } from './count-rollups';
import { rollupCover } from './rollup-cover';

/** A day in steps of five minutes is 288. */
const MOST_POINTS = 300;

export const callHistogramInput = z.object({ ...callRangeParams, step: stepParam.optional() }).transform(withWanted);
export type CallHistogramInput = z.output<typeof callHistogramInput>;

interface Asked extends Range, Wanted, Counts {
  stepSeconds: number;
}

interface Counts {
  /** Milliseconds that a count of calls may take; a second unless told. */
  budgetMs?: number | undefined;
  /** Only calls that are there are counted, none that are known from sums alone. */
  amongCalls?: boolean;
}

interface Count extends Counted {
  source: CallHistogramAnswer['source'];
  /** What of the range was counted; of the rest nothing is kept, or the time was up. */
  told: readonly Range[];
}

interface Counting {
  asked: Asked;
  scope: CallScope;
  resolved: ResolvedFilter;
  pending: readonly PendingTotals[];
}

/** Counts from rollups; null where they do not tell the filter exactly. */
async function countSums(sql: Sql, { asked, scope, resolved, pending }: Counting, now: Date): Promise<Count | null> {
  const cover = await rollupCover(sql, resolved, { ...asked, keeps: scope.keeps, now });
  if (!cover) return null;
  const steps = await countRollups(sql, { ...resolved, stepSeconds: asked.stepSeconds, cover }, pending);
  return { steps, searchedBackTo: null, source: 'rollups', told: toldBy(cover.segments, scope.wholeSinceMs) };
}

/** Parts that are read from calls tell as far back as all calls are there. */
const toldBy = (segments: readonly Segment[], sinceMs: number): Range[] =>
  segments
    .map(({ source, from, to }) => ({ from: source === 'raw' ? later(from, sinceMs) : from, to }))
    .filter(({ from, to }) => from < to);

const later = (at: Date, sinceMs: number): Date => (at.getTime() < sinceMs ? new Date(sinceMs) : at);

/** Counts among the calls that are kept, within a second. */
async function countKept(sql: Sql, { asked, scope, resolved, pending }: Counting): Promise<Count> {
  const from = later(asked.from, scope.rawSinceMs);
  if (from >= asked.to) return { ...NOTHING, told: [] };
  const counted = await countByStep(sql, { ...asked, ...resolved, from, pending });
  const toldFrom = later(counted.searchedBackTo ?? from, scope.wholeSinceMs);
  return { ...counted, source: 'calls', told: [{ from: toldFrom, to: asked.to }] };
}

const NOTHING = { steps: new Map(), searchedBackTo: null, source: 'calls' } as const;

async function count(ctx: Context, project: ContextProject, asked: Asked): Promise<Count> {
  const scope = callScope(ctx, project, asked);
  const from = (work: (sql: Sql, counting: Counting) => Promise<Count | null>): Promise<Count | null> =>
    ctx.storage.snapshot(async (sql) => {
      const resolved = await resolveFilter(sql, { project, scope, terms: asked.terms });
      if (isImpossible(resolved.filter.conditions)) return { ...NOTHING, told: [asked] };
      return work(sql, { asked, scope, resolved, pending: await loadPending(ctx.storage, sql, project.id) });
    });
  if (asked.amongCalls) return (await from(countKept)) ?? { ...NOTHING, told: [] };
  const sums = await from((sql, counting) => countSums(sql, counting, ctx.now())).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'timeout') return null; // its ends hold too many calls
    throw error;
  });
  return sums ?? (await from(countKept)) ?? { ...NOTHING, told: [] };
}

/** Starts of the steps of a range, seconds since the epoch. Throws `invalid` when there are too many. */
function bucketsOf(range: Range, stepSeconds: number): number[] {
  const { from, to } = wholeUnits(range, stepSeconds * 1000);
  const points = (to.getTime() - from.getTime()) / (stepSeconds * 1000);
  if (points <= MOST_POINTS) {
    return Array.from({ length: points }, (_, index) => from.getTime() / 1000 + index * stepSeconds);
  }
  const message = `step: ${stepSeconds} s make ${points} points of this range, ${MOST_POINTS} are allowed`;
  throw new AppError('invalid', message, { field: 'step' });
}

const NO_CALLS = { calls: 0, clientErrors: 0, serverErrors: 0 } as const;

function pointsOf(buckets: readonly number[], { steps, told, source }: Count, stepSeconds: number) {
  const isTold = (bucket: number): boolean =>
    told.some(({ from, to }) => from.getTime() < (bucket + stepSeconds) * 1000 && to.getTime() > bucket * 1000);
  return buckets.map((bucket): CallHistogramPoint => {
    const at = new Date(bucket * 1000).toISOString();
    const counted = steps.get(bucket);
    // calls that were stored since others of their time were deleted are told of
    if (isTold(bucket) || (counted && source === 'calls')) return { at, ...(counted ?? NO_CALLS) };
    return { at, calls: null, clientErrors: null, serverErrors: null };
  });
}

/** How many calls match, by step. Throws `invalid` for an empty range and for more than 300 steps. */
export async function getCallHistogram(
  ctx: Context,
  input: CallHistogramInput,
  counts: Counts = {},
): Promise<CallHistogramAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const stepSeconds = input.step ?? chooseStep(input);
  const buckets = bucketsOf(input, stepSeconds);
  const counted = await count(ctx, requireProject(ctx), { ...input, ...counts, stepSeconds });
  return {
    from: input.from.toISOString(),
    to: input.to.toISOString(),
    stepSeconds,
    points: pointsOf(buckets, counted, stepSeconds),
    total: [...counted.steps.values()].reduce((sum, { calls }) => sum + calls, 0),
    source: counted.source,
    searchedBackTo: counted.searchedBackTo?.toISOString() ?? null,
  };
}
