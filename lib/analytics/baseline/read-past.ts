import type { PendingTotals } from '../../rollups';
import { dispersionOf } from '../../stats';
import { listIngestGaps } from '../../storage';
import type { IngestGap, Segment, Sql } from '../../storage';
import { endpointCells } from '../cells/endpoint-cells';
import type { PeriodQuery } from '../overview/period';
import { wholeUnits } from '../range/params';
import type { Range } from '../range/params';
import { hoursSinceMs, minutesSinceMs } from '../range/segments';
import { type CallsOfHour, DAY_MS, HOUR_MS, LEARNING_DAYS, LEVEL_HOURS, PAST_DAYS } from './like-hours';

const MINUTE_MS = 60_000;
/** An hour in which no process took calls for longer tells nothing. */
const MOST_GAP_MS = 3 * MINUTE_MS;
/** How steps scatter is read from so much at least, and at most. */
const LEAST_SCATTER_MS = 6 * HOUR_MS;
const MOST_SCATTER_MS = DAY_MS;

export interface BaselineQuery extends PeriodQuery {
  endpointId: number | null;
}

type Counts = ReadonlyMap<number, number>;

async function readCalls(
  sql: Sql,
  { query, segment, stepSeconds }: { query: BaselineQuery; segment: Segment; stepSeconds: number },
  pending: readonly PendingTotals[],
): Promise<Counts> {
  const endpoints = query.endpointId === null ? 'total' : [query.endpointId];
  const asked = { ...query, segments: [segment], stepSeconds, endpoints, latency: false } as const;
  const grid = await endpointCells(sql, asked, pending);
  return new Map([...grid.buckets(query.endpointId ?? 0)].map(([bucket, { sums }]) => [bucket * 1000, sums[0] ?? 0]));
}

function gapMsIn(startMs: number, gaps: readonly IngestGap[]): number {
  return gaps.reduce((sum, { startedAt, endedAt }) => {
    const from = Math.max(startMs, startedAt.getTime());
    const to = Math.min(startMs + HOUR_MS, endedAt?.getTime() ?? Number.POSITIVE_INFINITY);
    return sum + Math.max(0, to - from);
  }, 0);
}

export interface Past {
  callsOf: CallsOfHour;
  /** Start of the first whole hour of which calls are known; null when none is. */
  sinceMs: number | null;
}

/** Calls of the hours that a range is held against, over the hour tier. Before the first call that it tells of nothing is known. */
export async function readPastHours(sql: Sql, query: BaselineQuery, pending: readonly PendingTotals[]): Promise<Past> {
  const hours = wholeUnits(query, HOUR_MS);
  const kept = Math.ceil(hoursSinceMs(query.now, query.keeps) / HOUR_MS) * HOUR_MS;
  const from = new Date(Math.max(hours.from.getTime() - (PAST_DAYS + 1) * DAY_MS - LEVEL_HOURS * HOUR_MS, kept));
  if (from >= hours.to) return { callsOf: () => null, sinceMs: null };
  const segment: Segment = { source: 'hour', from, to: hours.to };
  const calls = await readCalls(sql, { query, segment, stepSeconds: HOUR_MS / 1000 }, pending);
  if (calls.size === 0) return { callsOf: () => null, sinceMs: null };
  const gaps = await listIngestGaps(sql, { from, to: hours.to, now: query.now });
  const firstMs = [...calls.keys()].reduce((a, b) => Math.min(a, b));
  const sinceMs = firstMs > from.getTime() ? firstMs + HOUR_MS : firstMs;
  const over = query.now.getTime() - HOUR_MS;
  return {
    sinceMs,
    callsOf: (startMs) =>
      startMs < sinceMs || startMs > over || gapMsIn(startMs, gaps) > MOST_GAP_MS ? null : (calls.get(startMs) ?? 0),
  };
}

/** The last 6 to 24 hours of a range a week before, where its minutes are kept; else the range's own. */
function scatterSpan(query: BaselineQuery): Range | null {
  const toMs = Math.floor(query.to.getTime() / HOUR_MS) * HOUR_MS;
  const lengthMs = Math.min(MOST_SCATTER_MS, Math.max(LEAST_SCATTER_MS, toMs - query.from.getTime()));
  const fromMs = Math.floor((toMs - lengthMs) / HOUR_MS) * HOUR_MS;
  const keptMs = minutesSinceMs(query.now, query.keeps);
  for (const shiftMs of [LEARNING_DAYS * DAY_MS, 0]) {
    if (fromMs - shiftMs >= keptMs) return { from: new Date(fromMs - shiftMs), to: new Date(toMs - shiftMs) };
  }
  return null;
}

/** How much more than chance the steps of an hour vary; null when no minutes are kept to tell. An hour and longer: 1. */
export async function readDispersion(
  sql: Sql,
  query: BaselineQuery,
  pending: readonly PendingTotals[],
): Promise<number | null> {
  const stepMs = query.stepSeconds * 1000;
  if (stepMs >= HOUR_MS) return 1;
  const span = scatterSpan(query);
  if (!span) return null;
  const calls = await readCalls(sql, { query, segment: { source: 'minute', ...span }, ...query }, pending);
  const hours: number[][] = [];
  for (let at = span.from.getTime(); at < span.to.getTime(); at += HOUR_MS) {
    const first = Math.ceil(at / stepMs) * stepMs;
    const count = Math.floor((at + HOUR_MS - first) / stepMs);
    hours.push(Array.from({ length: count }, (_, index) => calls.get(first + index * stepMs) ?? 0));
  }
  return dispersionOf(hours);
}
