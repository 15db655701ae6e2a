import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { AppError, MEASURES } from '../../shared';
import type { Measure, SeriesAnswer } from '../../shared';
import { findConsumerId, findEndpointsById } from '../../storage';
import type { Sql } from '../../storage';
import { consumerCells } from '../cells/consumer-cells';
import { endpointCells } from '../cells/endpoint-cells';
import type { Grid } from '../cells/grid';
import { loadPending } from '../cells/load-pending';
import { WorkTime } from '../cells/work-time';
import { consumerValue, endpointValue, isConsumerMeasure, needsLatency } from '../measures/measure-value';
import type { CellMeasure, ConsumerMeasure } from '../measures/measure-value';
import { idParam, nameParam, rangeParams, roundToStep, scopeOf, stepParam, wholeUnits } from '../range/params';
import type { Range, Scope } from '../range/params';
import { requireKept } from '../range/require-kept';
import { consumerSegments, endpointSegments } from '../range/segments';
import { distinctConsumers } from './distinct-consumers';
import { rawSeries } from './raw-series';

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

export const seriesInput = z.object({
  ...rangeParams,
  measure: z.enum(MEASURES, { error: `must be one of ${MEASURES.join(', ')}` }),
  step: stepParam,
  endpoint: idParam.optional(),
  consumer: nameParam.optional(),
});
export type SeriesInput = z.output<typeof seriesInput>;

interface Query extends Scope, Range {
  measure: Measure;
  stepSeconds: number;
  endpointId: number | null;
  /** Undefined = no filter; null = a name that nobody ever called by. */
  consumerId: number | null | undefined;
}

type Values = (bucket: number) => number | null;

const valuesOf = (grid: Grid, id: number, value: (cell: ReturnType<Grid['empty']>) => number | null): Values => {
  const nothing = grid.empty();
  return (bucket) => value(grid.find(id, bucket) ?? nothing);
};

/** What whole days, or the hours that know their minutes, tell of a range; null for nothing. Throws `invalid` as `calls` does. */
function keptRange(query: Query, now: Date): Range | null {
  const stepSeconds = query.stepSeconds % DAY_SECONDS === 0 ? DAY_SECONDS : HOUR_SECONDS;
  const segments = consumerSegments(wholeUnits(query, stepSeconds * 1000), { ...query, now, stepSeconds });
  requireKept(segments, query.rawSinceMs);
  const [first] = segments;
  return first ? { from: new Date(Math.max(query.from.getTime(), first.from.getTime())), to: query.to } : null;
}

async function consumersSeries(ctx: Context, sql: Sql, query: Query): Promise<Values> {
  if (query.endpointId !== null && query.stepSeconds % DAY_SECONDS !== 0) {
    const message = 'step: distinct consumers of an endpoint are kept by day: choose a multiple of 86400';
    throw new AppError('invalid', message, { field: 'step' });
  }
  const kept = keptRange(query, ctx.now());
  if (kept === null) return () => 0;
  const counts = await distinctConsumers(
    sql,
    { ...query, ...kept, time: new WorkTime() },
    await loadPending(ctx.storage, sql, query.projectId),
  );
  return (bucket) => counts.get(bucket) ?? 0;
}

async function endpointSeries(ctx: Context, sql: Sql, query: Query & { measure: CellMeasure }): Promise<Values> {
  const segments = endpointSegments(query, { ...query, now: ctx.now() });
  requireKept(segments, query.rawSinceMs);
  const grid = await endpointCells(
    sql,
    {
      ...query,
      segments,
      endpoints: query.endpointId === null ? 'total' : [query.endpointId],
      latency: needsLatency(query.measure),
    },
    await loadPending(ctx.storage, sql, query.projectId),
  );
  return valuesOf(grid, query.endpointId ?? 0, (cell) => endpointValue(query.measure, cell));
}

async function consumerSeries(
  ctx: Context,
  sql: Sql,
  query: Query & { consumerId: number; measure: ConsumerMeasure },
): Promise<Values> {
  const segments = consumerSegments(query, { ...query, now: ctx.now() });
  requireKept(segments, query.rawSinceMs);
  const cells = { ...query, segments, consumerIds: [query.consumerId] };
  const grid = await consumerCells(sql, cells, await loadPending(ctx.storage, sql, query.projectId));
  return valuesOf(grid, query.consumerId, (cell) => consumerValue(query.measure, cell));
}

/** Endpoint with consumer, and what the consumer tiers do not hold: from the calls. */
async function rawConsumerSeries(sql: Sql, query: Query & { consumerId: number }): Promise<Values> {
  const { measure } = query;
  if (query.from.getTime() < query.rawSinceMs) {
    const since = new Date(query.rawSinceMs).toISOString();
    const message = `from: these filters read the calls themselves, which are kept since ${since}`;
    throw new AppError('invalid', message, { field: 'from' });
  }
  const grid = await rawSeries(sql, { ...query, flaggedOnly: measure.startsWith('login_') });
  return valuesOf(grid, 0, (cell) => {
    if (measure === 'consumers') return (endpointValue('calls', cell) ?? 0) > 0 ? 1 : 0;
    return endpointValue(measure, cell);
  });
}

async function readValues(ctx: Context, sql: Sql, query: Query): Promise<Values> {
  const { measure, consumerId } = query;
  if (consumerId === undefined) {
    return measure === 'consumers' ? consumersSeries(ctx, sql, query) : endpointSeries(ctx, sql, { ...query, measure });
  }
  const known = { ...query, consumerId: consumerId ?? -1 };
  if (query.endpointId === null && isConsumerMeasure(measure)) return consumerSeries(ctx, sql, { ...known, measure });
  return rawConsumerSeries(sql, known);
}

/** Throws `not_found` for an id that the project has not. */
async function requireEndpoint(sql: Sql, { projectId, endpointId }: Query): Promise<void> {
  if (endpointId === null || (await findEndpointsById(sql, projectId, [endpointId])).has(endpointId)) return;
  throw new AppError('not_found', 'no such endpoint');
}

/**
 * One measure over time in buckets of `step` seconds, empty ones included: 0 for counts, null for ratios and percentiles.
 * The range is rounded to whole steps and answered as rounded. Throws `invalid` for more than 5,000 points, `not_found` for an
 * endpoint that the project has not, `timeout` when more must be read than can be in time.
 */
export async function getSeries(ctx: Context, input: SeriesInput): Promise<SeriesAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const scope = scopeOf(ctx, requireProject(ctx), input.environment);
  const range = roundToStep(input, input.step);
  const { consumer } = input;
  const query: Query = {
    ...scope,
    ...range,
    measure: input.measure,
    stepSeconds: input.step,
    endpointId: input.endpoint ?? null,
    consumerId: consumer === undefined ? undefined : await findConsumerId(ctx.storage, scope.projectId, consumer),
  };
  const value = await ctx.storage.snapshot(async (sql) => {
    await requireEndpoint(sql, query);
    return readValues(ctx, sql, query);
  });
  const points = [];
  for (let at = range.from.getTime(); at < range.to.getTime(); at += input.step * 1000) {
    points.push({ at: new Date(at).toISOString(), value: value(at / 1000) });
  }
  return {
    measure: input.measure,
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    stepSeconds: input.step,
    points,
  };
}
