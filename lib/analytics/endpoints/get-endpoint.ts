import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context, ContextProject } from '../../access';
import { AppError } from '../../shared';
import type { Busiest, EndpointConsumer, EndpointDetail, OpenIncident } from '../../shared';
import { findConsumersById, findEndpointsById, listOpenOfEndpoint, naming, together } from '../../storage';
import type { IncidentRecord, Sql } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { waitingTimesOf } from '../measures/seen-times';
import { readComparable } from '../overview/comparable';
import { periodOf, periodParams, periodsOf, readPeriodCells, spanOf } from '../overview/period';
import type { PeriodQuery, Periods } from '../overview/period';
import { idParam, scopeOf } from '../range/params';
import { busiestPairs, callsOf } from './busiest-pairs';
import type { RankedPairs } from './busiest-pairs';
import { endpointInfo } from './endpoint-info';
import { heatmapOf } from './heatmap';

const SHOWN = 20;

export const endpointInput = z.object({ ...periodParams, endpointId: idParam });
export type EndpointInput = z.output<typeof endpointInput>;

function openIncident(record: IncidentRecord, { environments }: ContextProject): OpenIncident[] {
  const { id, title, detector, severity, state } = record;
  if (state === 'resolved') return [];
  const environment = environments.find((one) => one.id === record.environmentId)?.slug ?? '';
  const [openedAt, updatedAt] = [record.openedAt.toISOString(), record.updatedAt.toISOString()];
  return [{ id, title, detector, severity, state, environment, openedAt, updatedAt }];
}

async function toConsumers(
  sql: Sql,
  projectId: number,
  { range, ranked }: RankedPairs,
): Promise<Busiest<EndpointConsumer>> {
  const shown = ranked.slice(0, SHOWN);
  const ids = shown.map(({ id }) => id);
  const names = await findConsumersById(sql, projectId, ids);
  const items = shown.flatMap(({ id, calls }) => {
    const known = names.get(id);
    return known ? [{ name: known.name, calls }] : [];
  });
  return { ...spanOf(range), items, count: ranked.length, calls: callsOf(ranked) };
}

interface EndpointQuery extends Periods {
  endpointId: number;
  project: ContextProject;
}

async function readEndpoint(
  ctx: Context,
  sql: Sql,
  { endpointId, project, ...periods }: EndpointQuery,
): Promise<EndpointDetail> {
  const [names, pending, families] = await together([
    findEndpointsById(sql, project.id, [endpointId]),
    loadPending(ctx.storage, sql, project.id),
    naming.readFamilies(sql, project.id),
  ]);
  const name = names.get(endpointId);
  if (!name) throw new AppError('not_found', 'no such endpoint');
  const { query } = periods;
  const endpointIds = families.membersOf(endpointId);
  const cellsOf = (period: PeriodQuery) => readPeriodCells(sql, { ...period, endpointId, families }, pending);
  const [cells, previous, pairs, incidents] = await together([
    cellsOf(query),
    readComparable(sql, periods, pending).then(async (past) => past && periodOf(past, await cellsOf(past))),
    busiestPairs(sql, { ...query, families, of: { endpointId } }, pending),
    listOpenOfEndpoint(sql, { ...query, endpointIds, limit: SHOWN }),
  ]);
  return {
    ...periodOf(query, cells),
    stepSeconds: query.stepSeconds,
    endpoint: endpointInfo(name, waitingTimesOf(pending)),
    previous,
    heatmap: heatmapOf(cells.steps),
    consumers: await toConsumers(sql, project.id, pairs),
    incidents: incidents.flatMap((record) => openIncident(record, project)),
  };
}

/**
 * One endpoint over a range, from one snapshot: figures and points, its latency by step, its consumers and the incidents
 * that name it. The range is rounded to whole steps. Throws `not_found` for an id that the project has not.
 */
export async function getEndpoint(ctx: Context, input: EndpointInput): Promise<EndpointDetail> {
  requirePermission(ctx, 'project:read', input.projectId);
  const project = requireProject(ctx);
  const periods = periodsOf(scopeOf(ctx, project, input.environment), input, ctx.now());
  const query = { ...periods, endpointId: input.endpointId, project };
  return ctx.storage.snapshot((sql) => readEndpoint(ctx, sql, query));
}
