import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import type { BaselineAnswer, BaselinePoint } from '../../shared';
import { levelOf, steadied, usualHour, usualOfStep } from '../../stats';
import type { UsualHour } from '../../stats';
import type { Sql } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { bucketsOf, spanOf } from '../overview/period';
import { idParam, rangeParams, roundToStep, scopeOf, stepParam } from '../range/params';
import { DAY_MS, HOUR_MS, LEARNING_DAYS, LEVEL_HOURS, likeHours, PAST_DAYS } from './like-hours';
import type { CallsOfHour, LikeHours } from './like-hours';
import { readDispersion, readPastHours } from './read-past';
import type { BaselineQuery, Past } from './read-past';

/** Of a longer range nothing is said: its hours would be too many rows to read. */
const MOST_DAYS = 100;

export const baselineInput = z.object({ ...rangeParams, step: stepParam, endpoint: idParam.optional() });
export type BaselineInput = z.output<typeof baselineInput>;

/** The hours of a range and one more at each end, with what is usual in them. */
interface Hours {
  at: (startMs: number) => UsualHour | null;
  last: LikeHours | null;
}

/** The same with the level of the three days before each hour: what has grown for good is usual after a while. */
function atLevel(usual: ReadonlyMap<number, UsualHour>, callsOf: CallsOfHour): Map<number, UsualHour> {
  const compared = new Map(
    [...usual].flatMap(([at, hour]) => {
      const calls = callsOf(at);
      return calls === null ? [] : [[at, { calls, usual: hour.calls }] as const];
    }),
  );
  return new Map(
    [...usual].map(([at, { calls, deviation }]) => {
      const before = Array.from({ length: LEVEL_HOURS }, (_, index) => compared.get(at - (index + 1) * HOUR_MS) ?? []);
      const level = levelOf(before.flat());
      return [at, { calls: level * calls, deviation: level * deviation }];
    }),
  );
}

function hoursOf({ from, to }: BaselineQuery, { callsOf, sinceMs }: Past, dispersion: number): Hours {
  const found = new Map<number, LikeHours>();
  const readyMs = (sinceMs ?? Number.POSITIVE_INFINITY) + LEARNING_DAYS * DAY_MS;
  const first = Math.floor(from.getTime() / HOUR_MS) * HOUR_MS - (LEVEL_HOURS + 1) * HOUR_MS;
  for (let at = first; at <= to.getTime(); at += HOUR_MS) {
    const like = at >= readyMs ? likeHours(at, callsOf) : null;
    if (like) found.set(at, like);
  }
  const hours = steadied(
    [...found.values()].map(({ calls }) => usualHour(calls)),
    dispersion,
  );
  const usual = new Map([...found.keys()].flatMap((at, index) => (hours[index] ? [[at, hours[index]] as const] : [])));
  const levelled = atLevel(usual, callsOf);
  return { at: (startMs) => levelled.get(startMs) ?? null, last: [...found.values()].at(-1) ?? null };
}

/** Between the middles of two hours the usual goes straight from one to the other; next to an unknown hour it stays. */
function between(hours: Hours, atMs: number): UsualHour | null {
  const own = hours.at(Math.floor(atMs / HOUR_MS) * HOUR_MS);
  const start = Math.floor((atMs - HOUR_MS / 2) / HOUR_MS) * HOUR_MS;
  const [before, after] = [hours.at(start), hours.at(start + HOUR_MS)];
  if (!own || !before || !after) return own;
  const share = (atMs - HOUR_MS / 2 - start) / HOUR_MS;
  return {
    calls: before.calls + share * (after.calls - before.calls),
    deviation: before.deviation + share * (after.deviation - before.deviation),
  };
}

/** The mean hour of a long step: what is unusual in one of its hours is so in all of them. */
function meanOf(hours: Hours, fromMs: number, toMs: number): UsualHour | null {
  let [calls, deviation, count] = [0, 0, 0];
  for (let at = fromMs; at < toMs; at += HOUR_MS) {
    const hour = hours.at(at);
    if (!hour) return null;
    [calls, deviation, count] = [calls + hour.calls, deviation + hour.deviation, count + 1];
  }
  return { calls: calls / count, deviation: deviation / count };
}

function pointAt(atMs: number, { stepMs, hours, dispersion }: { stepMs: number; hours: Hours; dispersion: number }) {
  const at = new Date(atMs).toISOString();
  const hour = stepMs > HOUR_MS ? meanOf(hours, atMs, atMs + stepMs) : between(hours, atMs + stepMs / 2);
  if (!hour) return { at, low: null, usual: null, high: null };
  const { mean, low, high } = usualOfStep(hour, { hours: stepMs / HOUR_MS, dispersion });
  return { at, low, usual: mean, high };
}

const emptyPoints = (query: BaselineQuery): BaselinePoint[] =>
  bucketsOf(query).map((bucket) => ({
    at: new Date(bucket * 1000).toISOString(),
    low: null,
    usual: null,
    high: null,
  }));

type Told = Omit<BaselineAnswer, 'from' | 'to' | 'stepSeconds'>;

async function readBaseline(ctx: Context, sql: Sql, query: BaselineQuery): Promise<Told> {
  const nothing: Told = { like: null, days: null, readyAt: null, points: emptyPoints(query) };
  if (query.to.getTime() - query.from.getTime() > MOST_DAYS * DAY_MS) return nothing;
  const pending = await loadPending(ctx.storage, sql, query.projectId);
  const past = await readPastHours(sql, query, pending);
  if (past.sinceMs === null) return nothing;
  const readyMs = past.sinceMs + LEARNING_DAYS * DAY_MS;
  if (readyMs >= query.to.getTime()) return { ...nothing, readyAt: new Date(readyMs).toISOString() };
  const dispersion = await readDispersion(sql, query, pending);
  if (dispersion === null) return nothing;
  const stepMs = query.stepSeconds * 1000;
  const hours = hoursOf(query, past, dispersion);
  const points = bucketsOf(query).map((bucket) => pointAt(bucket * 1000, { stepMs, hours, dispersion }));
  if (!hours.last) return { ...nothing, points };
  const days = Math.min(PAST_DAYS, Math.floor((query.to.getTime() - past.sinceMs) / DAY_MS));
  return { like: hours.last.like, days, readyAt: null, points };
}

/**
 * How many calls are usual in each step of a range, of one endpoint or of all: median and spread of like hours of the four
 * weeks before (`likeHours`, `usualHour`) at the level of the last three days (`levelOf`), with how steps scatter within an hour (`dispersionOf`), as the ends of a
 * distribution (`usualCounts`). Null for steps less than 7 days after the first call, and where nothing is kept to tell.
 */
export async function getBaseline(ctx: Context, input: BaselineInput): Promise<BaselineAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const scope = scopeOf(ctx, requireProject(ctx), input.environment);
  const query: BaselineQuery = {
    ...scope,
    ...roundToStep(input, input.step),
    stepSeconds: input.step,
    endpointId: input.endpoint ?? null,
    now: ctx.now(),
  };
  const told = await ctx.storage.snapshot((sql) => readBaseline(ctx, sql, query));
  return { ...spanOf(query), stepSeconds: query.stepSeconds, ...told };
}
