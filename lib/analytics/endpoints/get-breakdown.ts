import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context, ContextProject } from '../../access';
import { AppError } from '../../shared';
import type { EndpointBreakdown } from '../../shared';
import { findEndpointsById, naming, readBreakdown } from '../../storage';
import type { Breakdown, Sql } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { spanOf } from '../overview/period';
import { openPlaces } from '../places/open-places';
import { place } from '../places/place';
import { idParam, rangeParams, requireRange, scopeOf } from '../range/params';
import type { Range, Scope } from '../range/params';
import { planLook } from '../raw/plan-look';
import { withinShrinking } from '../raw/within-shrinking';
import { coveringAll, loadMasks } from '../search/load-masks';

const SHOWN = 20;
// Passed over in some 150 ms; when the machine is so busy that they take more than a second, an eighth.
const MOST_ROWS = 300_000;

export const breakdownInput = z.object({ ...rangeParams, endpointId: idParam });
export type BreakdownInput = z.output<typeof breakdownInput>;

interface Query extends Scope, Range {
  endpointId: number;
  project: ContextProject;
}

interface Looked extends Breakdown {
  from: Date;
}

async function lookAt(ctx: Context, sql: Sql, { query, mostRows }: { query: Query; mostRows: number }) {
  const { project, endpointId: asked } = query;
  const { rootOf, membersOf } = await naming.readFamilies(sql, project.id);
  const endpointId = rootOf(asked);
  const pending = await loadPending(ctx.storage, sql, project.id);
  const allEnvironmentIds = project.environments.map(({ id }) => id);
  const filter = { ...coveringAll({ ...query, allEnvironmentIds }), endpointIds: membersOf(endpointId) };
  const look = planLook(query, await loadMasks(sql, filter, { window: query, pending }), mostRows);
  const breakdown = await readBreakdown(sql, { ...query, ...look, endpointId, limit: SHOWN });
  return { ...breakdown, from: look.from };
}

const NOTHING: Breakdown = { statuses: [], callers: [], callerCount: 0 };

async function read(ctx: Context, query: Query, mostRows: number): Promise<Looked> {
  const from = new Date(Math.max(query.from.getTime(), query.rawSinceMs));
  if (from >= query.to) return { ...NOTHING, from: query.to };
  const extents = [mostRows, mostRows / 8];
  return withinShrinking(ctx, extents, (sql, rows) => lookAt(ctx, sql, { query: { ...query, from }, mostRows: rows }));
}

/**
 * Exact status codes and callers of an endpoint, from the calls themselves: newest first until some 300,000 are passed over.
 * Throws `not_found` for an id that the project has not.
 */
export async function getBreakdown(
  ctx: Context,
  input: BreakdownInput,
  mostRows = MOST_ROWS,
): Promise<EndpointBreakdown> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const project = requireProject(ctx);
  const { from, to, endpointId } = input;
  const known = await findEndpointsById(ctx.storage, project.id, [endpointId]);
  if (!known.has(endpointId)) throw new AppError('not_found', 'no such endpoint');
  const places = await openPlaces();
  const looked = await read(
    ctx,
    { ...scopeOf(ctx, project, input.environment), from, to, endpointId, project },
    mostRows,
  );
  return {
    ...spanOf(input),
    searchedBackTo: looked.from > from ? looked.from.toISOString() : null,
    calls: looked.statuses.reduce((all, { calls }) => all + calls, 0),
    statuses: looked.statuses,
    callers: looked.callers.map(({ address, calls, errors, rateLimited }) => ({
      ...place(address, places),
      calls,
      errors,
      errorRatio: errors / calls,
      rateLimited,
    })),
    callerCount: looked.callerCount,
  };
}
