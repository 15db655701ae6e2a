import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import type { EndpointItem, EndpointsAnswer } from '../../shared';
import { lastCallsOf } from '../../rollups';
import type { LastCalls, PendingTotals } from '../../rollups';
import { findEndpointsById, together } from '../../storage';
import type { EndpointName, Sql } from '../../storage';
import { callsAround } from '../cells/calls-around';
import { endpointCells } from '../cells/endpoint-cells';
import type { Cell, Grid } from '../cells/grid';
import { loadPending } from '../cells/load-pending';
import { WorkTime } from '../cells/work-time';
import { totalsOf } from '../measures/measure-value';
import { spanOf } from '../overview/period';
import { rangeParams, requireRange, scopeOf } from '../range/params';
import type { FigureScope, Range } from '../range/params';
import { daysSince, endpointSegments } from '../range/segments';
import { widenToKept } from '../range/widen-to-kept';
import { distinctByEndpoint, wholeDays } from './distinct-by-endpoint';
import { suggestsLogin } from './endpoint-info';

export const endpointsInput = z.object(rangeParams);
export type EndpointsInput = z.output<typeof endpointsInput>;

// Reading so many calls takes some 60 ms; beyond, distinct consumers of a part of a day are not told.
const MOST_CALLS_READ = 100_000;

/** What is told of an endpoint beside its sums. */
interface Beside {
  consumers: number | null;
  /** Last calls that wait for the rollups, which move the endpoints' own times on. */
  waiting: LastCalls;
  apdexMs: number;
}

/** One endpoint over a range. */
export function endpointItem(name: EndpointName, cell: Cell, { consumers, waiting, apdexMs }: Beside): EndpointItem {
  const totals = totalsOf(cell, { apdexMs });
  return {
    id: name.id,
    method: name.method,
    route: name.route,
    isLogin: name.isLogin,
    loginSuggested: suggestsLogin(name),
    ignoredAt: name.ignoredAt?.toISOString() ?? null,
    calls: totals.calls,
    errors: totals.errors,
    errorRatio: totals.errorRatio,
    rateLimited: totals.rateLimited,
    p50Ms: totals.p50Ms,
    p95Ms: totals.p95Ms,
    p99Ms: totals.p99Ms,
    apdex: totals.apdex,
    bytesOut: totals.bytesOut,
    consumers,
    lastSeenAt: new Date(Math.max(name.lastSeenAt.getTime(), waiting.endpoints.get(name.id) ?? 0)).toISOString(),
  };
}

interface Query extends FigureScope, Range {
  now: Date;
  time: WorkTime;
}

/** Distinct consumers by endpoint; null when too many calls would have to be read. */
async function consumersOf(
  sql: Sql,
  asked: Query,
  pending: readonly PendingTotals[],
): Promise<Map<number, number> | null> {
  const query = { ...asked, from: new Date(Math.max(asked.from.getTime(), daysSince(asked.now, asked.keeps))) };
  if (query.from >= query.to) return new Map();
  const { parts } = wholeDays(query);
  if (parts.some(({ from }) => from.getTime() < query.rawSinceMs)) return null;
  const calls = await callsAround(sql, { ...query, parts }, pending);
  return calls > MOST_CALLS_READ ? null : distinctByEndpoint(query.time.within(sql), query, pending);
}

interface Listed {
  grid: Grid;
  names: Map<number, EndpointName>;
  consumers: Map<number, number> | null;
  waiting: LastCalls;
}

async function readAll(ctx: Context, sql: Sql, query: Query): Promise<Listed> {
  const pending = await loadPending(ctx.storage, sql, query.projectId);
  const segments = endpointSegments(query, { ...query, stepSeconds: null });
  const each = { ...query, segments, stepSeconds: null, endpoints: 'each', latency: true } as const;
  const read = endpointCells(sql, each, pending);
  const [grid, names, consumers] = await together([
    read,
    read.then((cells) => findEndpointsById(sql, query.projectId, cells.ids())),
    consumersOf(sql, query, pending),
  ]);
  return { grid, names, consumers, waiting: lastCallsOf(pending) };
}

/**
 * Every endpoint that was called in the range, the busiest first; in whole hours or days where no smaller parts are kept. Throws `timeout` when there
 * is more of it than can be read in time.
 */
export async function getEndpoints(ctx: Context, input: EndpointsInput): Promise<EndpointsAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const scope = scopeOf(ctx, requireProject(ctx), input.environment);
  const asked = { ...scope, from: input.from, to: input.to, now: ctx.now() };
  const query = { ...asked, ...widenToKept({ ...asked, segmentsBy: endpointSegments }) };
  const { grid, names, consumers, waiting } = await ctx.storage.snapshot((sql) =>
    readAll(ctx, sql, { ...query, time: new WorkTime() }),
  );
  const endpoints = grid.ids().flatMap((id) => {
    const name = names.get(id);
    const cell = grid.find(id, 0);
    const beside = { consumers: consumers ? (consumers.get(id) ?? 0) : null, waiting, apdexMs: query.apdexMs };
    return name && cell ? [endpointItem(name, cell, beside)] : [];
  });
  return { ...spanOf(query), endpoints: endpoints.sort((a, b) => b.calls - a.calls || a.id - b.id) };
}
