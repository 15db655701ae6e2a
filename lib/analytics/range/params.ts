import { z } from 'zod';
import { requireEnvironment } from '../../access';
import type { Context, ContextProject } from '../../access';
import { AppError, COMPARISONS } from '../../shared';
import type { TierKeeps } from '../../storage';

export const MAX_POINTS = 5_000;
const FIRST_MS = Date.parse('2000-01-01T00:00:00Z');
const LAST_MS = Date.parse('2100-01-01T00:00:00Z');
const INT_MAX = 2_147_483_647;

/** Why what should be one text is none: it stands in the address several times, or not at all. */
const missing =
  (what: string) =>
  ({ input }: { input?: unknown }): string =>
    Array.isArray(input) ? `must be given once: ${what}` : `is missing: ${what}`;

/** A time: ISO 8601 with `Z` or an offset, from 2000 up to 2100. */
export const timeParam = z
  .string({ error: missing('an ISO 8601 time such as 2026-11-24T14:32:00Z') })
  .refine((text) => z.iso.datetime({ offset: true }).safeParse(text).success, {
    error: 'must be an ISO 8601 time such as 2026-11-24T14:32:00Z',
    abort: true,
  })
  .transform((text) => new Date(text))
  .refine((at) => at.getTime() >= FIRST_MS && at.getTime() < LAST_MS, { error: 'must lie from 2000 up to 2100' });

export const projectParam = z.coerce.number().int().positive();
export const idParam = z
  .string()
  .regex(/^\d{1,10}$/, 'must be the id of an endpoint, a whole number')
  .transform(Number)
  .refine((id) => id >= 1 && id <= INT_MAX, { error: 'must be the id of an endpoint, a whole number' });
export const nameParam = z.string().min(1, 'must not be empty').max(1_000);

/** What a range is compared with. */
export const comparisonParam = z.enum(COMPARISONS, { error: `must be one of ${COMPARISONS.join(', ')}` });

export const rangeParams = {
  projectId: projectParam,
  from: timeParam,
  to: timeParam,
  environment: nameParam.optional(),
};

/** Step in seconds: a multiple of 60. */
export const stepParam = z
  .string({ error: missing('seconds, a multiple of 60') })
  .regex(/^\d{1,9}$/, 'must be a whole number of seconds, a multiple of 60')
  .transform(Number)
  .refine((step) => step > 0 && step % 60 === 0, { error: 'must be a multiple of 60 seconds' });

export interface Range {
  from: Date;
  to: Date;
}

/** Throws `invalid` for an empty range. */
export function requireRange({ from, to }: Range): void {
  if (from >= to) throw new AppError('invalid', 'to: must lie after from', { field: 'to' });
}

/** The least range of whole units, counted from the epoch, that holds this one. */
export const wholeUnits = ({ from, to }: Range, unitMs: number): Range => ({
  from: new Date(Math.floor(from.getTime() / unitMs) * unitMs),
  to: new Date(Math.ceil(to.getTime() / unitMs) * unitMs),
});

/** Rounds `from` down and `to` up to a step. Throws `invalid` for an empty range and for more than 5,000 buckets. */
export function roundToStep({ from, to }: Range, stepSeconds: number): Range {
  requireRange({ from, to });
  const stepMs = stepSeconds * 1000;
  const rounded = wholeUnits({ from, to }, stepMs);
  const points = (rounded.to.getTime() - rounded.from.getTime()) / stepMs;
  if (points > MAX_POINTS) {
    const message = `step: ${stepSeconds} s make ${points} points of this range, ${MAX_POINTS} are allowed`;
    throw new AppError('invalid', message, { field: 'step' });
  }
  return rounded;
}

export interface Scope {
  projectId: number;
  environmentIds: number[];
  /** Raw calls before this are past their retention, or were deleted while that was less; −Infinity for an archive. */
  rawSinceMs: number;
  /** What the project keeps of its rollups; hours and days of an archive do not end. */
  keeps: TierKeeps;
}

/** With what the project's figures are told by. */
export interface FigureScope extends Scope {
  /** Threshold of Apdex. */
  apdexMs: number;
}

function keepsOf(project: ContextProject, archived: boolean): TierKeeps {
  const { minuteDays, hourDays, dayDays, minutesSince, hoursSince } = project;
  const forGood = Number.POSITIVE_INFINITY;
  if (archived) return { minuteDays, minutesSince, hourDays: forGood, hoursSince: null, dayDays: forGood };
  return { minuteDays, minutesSince, hourDays, hoursSince, dayDays };
}

/** Raw calls before this are past their retention. */
export const retainedSinceMs = (ctx: Context, { retentionDays }: ContextProject): number =>
  ctx.now().getTime() - retentionDays * 86_400_000;

/** The environments that a read adds up: the one named, else all but archives. Throws `invalid` for an unknown name. */
export function scopeOf(ctx: Context, project: ContextProject, environment: string | undefined): FigureScope {
  const chosen =
    environment === undefined
      ? project.environments.filter((item) => !item.archive)
      : [requireEnvironment(project, environment)];
  const archived = chosen.some((item) => item.archive);
  return {
    projectId: project.id,
    environmentIds: chosen.map((item) => item.id),
    apdexMs: project.apdexMs,
    keeps: keepsOf(project, archived),
    rawSinceMs: archived
      ? Number.NEGATIVE_INFINITY
      : Math.max(retainedSinceMs(ctx, project), project.callsSince?.getTime() ?? Number.NEGATIVE_INFINITY),
  };
}
