import type { PendingTotals } from '../../rollups';
import { AppError, sparkSteps } from '../../shared';
import type { SparkSteps } from '../../shared';
import { findEndpointsById, naming, together } from '../../storage';
import type { EndpointName, Segment, Sql } from '../../storage';
import { consumerCells } from '../cells/consumer-cells';
import { endpointCells } from '../cells/endpoint-cells';
import type { Grid } from '../cells/grid';
import type { Range } from '../range/params';
import { isKept, keptSince } from '../range/require-kept';
import { consumerSegments, endpointSegments } from '../range/segments';
import { likeUntilNow } from './like-until-now';
import type { PeriodQuery } from './period';

const SHOWN = 50;

/** Both kinds of sums begin with the calls: to rank them, these are enough. */
const COUNTS = 1;
/** Of what endpoints are compared with, calls by status class. */
const CLASS_COUNTS = 5;
/** Of consumers their calls, client and server errors, and those turned away by a limit. */
const CONSUMER_COUNTS = 4;
const callsOf = (grid: Grid, id: number): number => grid.find(id, 0)?.sums[0] ?? 0;

const busiest = (grid: Grid): number[] =>
  grid
    .ids()
    .sort((a, b) => callsOf(grid, b) - callsOf(grid, a) || a - b)
    .slice(0, SHOWN);

export interface Reader {
  sql: Sql;
  pending: readonly PendingTotals[];
}

interface EndpointReader extends Reader {
  families: naming.Families;
}

export interface RankedEndpoints {
  /** Ids of those shown, the busiest first. */
  ids: number[];
  count: number;
  /** Over the whole range, with histograms. */
  current: Grid;
  /** By the steps of a small line, without; null where what is kept does not tell them. */
  spark: Grid | null;
  previous: Grid | null;
  names: Map<number, EndpointName>;
}

/** How the range of a period is cut for small lines. */
export const sparkStepsOf = ({ from, to }: PeriodQuery): SparkSteps =>
  sparkSteps({ fromMs: from.getTime(), toMs: to.getTime() });

async function sparks(
  { sql, pending, families }: EndpointReader,
  query: PeriodQuery,
  ids: number[],
): Promise<Grid | null> {
  const { stepMs, times } = sparkStepsOf(query);
  const range = { from: new Date(times[0] ?? query.from.getTime()), to: query.to };
  const stepSeconds = stepMs / 1000;
  const segments = endpointSegments(range, { ...query, stepSeconds });
  if (!isKept(segments, query.rawSinceMs)) return null;
  const asked = { ...query, segments, stepSeconds, endpoints: ids, latency: false, sums: COUNTS, families };
  return endpointCells(sql, asked, pending);
}

/** The busiest endpoints. Ranked by counts first: histograms are merged only of those shown. */
export async function rankEndpoints(
  { sql, pending }: Reader,
  query: PeriodQuery,
  previous: Promise<PeriodQuery | null>,
): Promise<RankedEndpoints> {
  const families = await naming.readFamilies(sql, query.projectId);
  const reader = { sql, pending, families };
  const segments = endpointSegments(query, { ...query, stepSeconds: null });
  const whole = { ...query, segments, stepSeconds: null, families };
  const all = await endpointCells(
    sql,
    { ...whole, endpoints: 'each', latency: false, sums: COUNTS, ranks: true },
    pending,
  );
  const ids = busiest(all);
  const [names, current, spark, before] = await together([
    findEndpointsById(sql, query.projectId, ids),
    endpointCells(sql, { ...whole, endpoints: ids, latency: true }, pending),
    sparks(reader, query, ids),
    previous.then((past) => past && previousEndpoints(reader, past, ids)),
  ]);
  return { ids, count: all.ids().length, current, spark, previous: before, names };
}

function previousEndpoints(
  { sql, pending, families }: EndpointReader,
  query: PeriodQuery,
  ids: number[],
): Promise<Grid> {
  const segments = endpointSegments(query, { ...query, stepSeconds: null });
  const asked = { ...query, segments, stepSeconds: null, endpoints: ids, latency: false, sums: CLASS_COUNTS, families };
  return endpointCells(sql, asked, pending);
}

export interface RankedConsumers {
  ids: number[];
  count: number;
  current: Grid;
}

/** A range as a whole. */
export type WholeQuery = Omit<PeriodQuery, 'stepSeconds'>;

interface ConsumerChoice {
  consumerIds: readonly number[] | null;
  sums: number;
}

const wholeOf = (query: WholeQuery): Segment[] => consumerSegments(query, { ...query, stepSeconds: null });

function consumersIn({ sql, pending }: Reader, query: WholeQuery, choice: ConsumerChoice): Promise<Grid> {
  const segments = wholeOf(query);
  return consumerCells(sql, { ...query, ...choice, segments, stepSeconds: null }, pending);
}

/** The busiest consumers. */
export async function rankConsumers(reader: Reader, query: PeriodQuery): Promise<RankedConsumers> {
  const current = await consumersIn(reader, query, { consumerIds: null, sums: CONSUMER_COUNTS });
  return { ids: busiest(current), count: current.ids().length, current };
}

/**
 * The calls of some consumers in what a range is compared with, cut where it had lasted as long; null when they would have to be read from too many calls, or from some that are
 * not kept. Must be the last read of its snapshot: running out of time ends it.
 */
export async function previousConsumers(
  reader: Reader,
  { range, previous }: { range: Range; previous: WholeQuery },
  consumerIds: readonly number[],
): Promise<Grid | null> {
  const query = likeUntilNow(range, previous, consumerSegments);
  if (!isKept(wholeOf(query), keptSince(query.rawSinceMs))) return null;
  try {
    return await consumersIn(reader, query, { consumerIds, sums: COUNTS });
  } catch (error) {
    // Consumer minutes are kept for a day and the one before; part of an hour before that is read from the calls.
    if (error instanceof AppError && error.code === 'timeout') return null;
    throw error;
  }
}
