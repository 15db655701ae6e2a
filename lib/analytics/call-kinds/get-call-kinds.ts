import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context, ContextProject } from '../../access';
import { AppError, CONTENT_TYPES, METHODS } from '../../shared';
import type { ByteSizes, CallKindsAnswer } from '../../shared';
import { findConsumerId, findEndpointsById, findUserAgents, naming, usage } from '../../storage';
import type { Sql } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { spanOf } from '../overview/period';
import { idParam, nameParam, rangeParams, requireRange, scopeOf } from '../range/params';
import type { Range, Scope } from '../range/params';
import { planLook } from '../raw/plan-look';
import { withinShrinking } from '../raw/within-shrinking';
import { coveringAll, loadMasks } from '../search/load-masks';
import { clientsOf } from './clients-of';
import type { AgentCount } from './clients-of';

// Passed over in some 200 ms; when the machine is so busy that they take more than a second, an eighth.
const MOST_ROWS = 200_000;

export const callKindsInput = z.object({
  ...rangeParams,
  endpoint: idParam.optional(),
  consumer: nameParam.optional(),
});
export type CallKindsInput = z.output<typeof callKindsInput>;

interface Query extends Scope, Range {
  project: ContextProject;
  endpointId: number | null;
  consumerId: number | null;
}

interface Looked extends usage.CallKinds {
  from: Date;
}

async function lookAt(
  ctx: Context,
  sql: Sql,
  { query, mostRows }: { query: Query; mostRows: number },
): Promise<Looked> {
  const { project, endpointId, consumerId } = query;
  const { rootOf, membersOf } = await naming.readFamilies(sql, project.id);
  const root = endpointId === null ? null : rootOf(endpointId);
  const pending = await loadPending(ctx.storage, sql, project.id);
  const allEnvironmentIds = project.environments.map(({ id }) => id);
  const filter = {
    ...coveringAll({ ...query, allEnvironmentIds }),
    endpointIds: root === null ? null : membersOf(root),
    consumerIds: consumerId === null ? null : [consumerId],
  };
  const look = planLook(query, await loadMasks(sql, filter, { window: query, pending }), mostRows);
  return { ...(await usage.readCallKinds(sql, { ...query, ...look, endpointId: root })), from: look.from };
}

async function read(ctx: Context, query: Query, mostRows: number): Promise<Looked> {
  const from = new Date(Math.max(query.from.getTime(), query.rawSinceMs));
  if (from >= query.to) return { rows: [], request: null, response: null, from: query.to };
  const extents = [mostRows, mostRows / 8];
  return withinShrinking(ctx, extents, (sql, rows) => lookAt(ctx, sql, { query: { ...query, from }, mostRows: rows }));
}

function toSizes(row: usage.SizesRow): ByteSizes | null {
  if (row === null) return null;
  const [mean = 0, p50 = 0, p95 = 0, p99 = 0, max = 0] = row;
  return { mean: Math.round(mean), p50, p95, p99, max };
}

async function agentsOf(ctx: Context, projectId: number, rows: readonly usage.KindRow[]): Promise<AgentCount[]> {
  const agents = rows.filter(({ of }) => of === 'agent');
  const ids = agents.map(({ key }) => key).filter((id) => id !== 0);
  const values = await findUserAgents(ctx.storage, projectId, ids);
  return agents.map(({ key, calls, errors }) => ({
    userAgent: key === 0 ? null : (values.get(key) ?? ''),
    calls,
    errors,
  }));
}

/** Ids of what the calls are narrowed to. Throws `not_found` for what the project has not. */
async function narrowed(ctx: Context, projectId: number, { endpoint, consumer }: CallKindsInput) {
  if (endpoint !== undefined && !(await findEndpointsById(ctx.storage, projectId, [endpoint])).has(endpoint))
    throw new AppError('not_found', 'no such endpoint');
  const consumerId = consumer === undefined ? null : await findConsumerId(ctx.storage, projectId, consumer);
  if (consumer !== undefined && consumerId === null) throw new AppError('not_found', 'no such consumer');
  return { endpointId: endpoint ?? null, consumerId };
}

/**
 * The kinds of calls: methods, content types, exact status codes, clients and sizes, of the project, an endpoint or a consumer; from the
 * calls themselves, newest first until some 200,000 are passed over.
 */
export async function getCallKinds(
  ctx: Context,
  input: CallKindsInput,
  mostRows = MOST_ROWS,
): Promise<CallKindsAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const project = requireProject(ctx);
  const { from, to } = input;
  const of = await narrowed(ctx, project.id, input);
  const looked = await read(ctx, { ...scopeOf(ctx, project, input.environment), from, to, project, ...of }, mostRows);
  const ranked = looked.rows.toSorted((a, b) => b.calls - a.calls || a.key - b.key);
  const statuses = ranked.filter(({ of: kind }) => kind === 'status');
  return {
    ...spanOf(input),
    searchedBackTo: looked.from > from ? looked.from.toISOString() : null,
    calls: statuses.reduce((all, { calls }) => all + calls, 0),
    methods: ranked.flatMap(({ of: kind, key, calls, errors }) =>
      kind === 'method' ? [{ method: METHODS[key] ?? 'OTHER', calls, errors }] : [],
    ),
    contentTypes: ranked.flatMap(({ of: kind, key, calls, errors }) =>
      kind === 'content' ? [{ contentType: CONTENT_TYPES[key] ?? 'other', calls, errors }] : [],
    ),
    statuses: statuses.map(({ key, calls }) => ({ status: key, calls })),
    clients: clientsOf(await agentsOf(ctx, project.id, looked.rows)),
    requestBytes: toSizes(looked.request),
    responseBytes: toSizes(looked.response),
  };
}
