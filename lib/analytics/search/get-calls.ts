import { requirePermission, requireProject } from '../../access';
import type { Context, ContextProject } from '../../access';
import { callMarksOf, loginOutcomeOf, METHODS, TRAIT } from '../../shared';
import type { CallItem, CallsAnswer } from '../../shared';
import { findConsumerId, findConsumerNames, findEndpointsById, findUserAgents } from '../../storage';
import type { EndpointName, FoundCall } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { requireRange, scopeOf } from '../range/params';
import type { CallsInput } from './call-params';
import { cursorBefore, cursorText, endOf } from './call-params';
import { findCalls } from './find-calls';
import type { CallsFound } from './find-calls';

const US_PER_MS = 1_000;

interface Names {
  environments: Map<number, string>;
  endpoints: Map<number, EndpointName>;
  consumers: Map<number, string>;
  userAgents: Map<number, string>;
}

async function namesOf(ctx: Context, project: ContextProject, rows: readonly FoundCall[]): Promise<Names> {
  const { storage } = ctx;
  const ids = (pick: (row: FoundCall) => number): number[] => [...new Set(rows.map(pick))].filter((id) => id !== 0);
  const [endpoints, consumers, userAgents] = await Promise.all([
    findEndpointsById(
      storage,
      project.id,
      ids((row) => row.endpoint_id),
    ),
    findConsumerNames(
      storage,
      project.id,
      ids((row) => row.consumer_id),
    ),
    findUserAgents(
      storage,
      project.id,
      ids((row) => row.user_agent_id),
    ),
  ]);
  return {
    environments: new Map(project.environments.map(({ id, slug }) => [id, slug])),
    endpoints,
    consumers,
    userAgents,
  };
}

const isoOfUs = (us: number): string => new Date(Math.floor(us / US_PER_MS)).toISOString();

function toItem(row: FoundCall, names: Names): CallItem {
  const finishedUs = Number(row.at);
  const known = row.duration_us >= 0;
  const endpoint = names.endpoints.get(row.endpoint_id);
  return {
    id: row.id,
    environment: names.environments.get(row.environment_id) ?? '',
    startedAt: known ? isoOfUs(finishedUs - row.duration_us) : null,
    finishedAt: isoOfUs(finishedUs),
    // Of the call itself: under `__other__` many methods meet.
    method: METHODS[row.traits & TRAIT.methodMask] ?? endpoint?.method ?? '',
    route: endpoint?.route ?? '',
    endpointId: row.endpoint_id,
    path: row.path ?? endpoint?.route ?? '',
    status: row.status,
    durationMs: known ? row.duration_us / US_PER_MS : null,
    caller: row.caller,
    consumer: names.consumers.get(row.consumer_id) ?? null,
    userAgent: names.userAgents.get(row.user_agent_id) ?? null,
    requestBytes: row.request_bytes,
    responseBytes: row.response_bytes,
    accountHash: row.account_hash?.toString('hex') ?? null,
    loginOutcome: loginOutcomeOf(row.flags),
    marks: callMarksOf(row.flags),
    traceId: row.trace_id?.toString('hex') ?? null,
  };
}

interface Search {
  input: CallsInput;
  budgetMs: number | undefined;
}

async function search(ctx: Context, project: ContextProject, { input, budgetMs }: Search): Promise<CallsFound> {
  const scope = scopeOf(ctx, project, input.environment);
  const from = new Date(Math.max(input.from.getTime(), scope.rawSinceMs));
  const before = input.cursor ?? cursorBefore(input.to);
  const to = input.cursor ? new Date(Math.min(input.to.getTime(), endOf(input.cursor).getTime())) : input.to;
  const consumerId =
    input.consumer === undefined ? null : await findConsumerId(ctx.storage, project.id, input.consumer);
  if (from >= to || (input.consumer !== undefined && consumerId === null)) return { rows: [], searchedBackTo: null };
  const filter = {
    projectId: project.id,
    environmentIds: scope.environmentIds,
    allEnvironmentIds: project.environments.map(({ id }) => id),
    status: input.status ?? null,
    endpointId: input.endpoint ?? null,
    consumerId,
    caller: input.caller ?? null,
  };
  return ctx.storage.snapshot(async (sql) => {
    const pending = await loadPending(ctx.storage, sql, project.id);
    const clock = (): number => performance.now();
    // One more than asked for tells whether there is a next page.
    return findCalls(sql, { filter, from, to, before, limit: input.limit + 1, pending, budgetMs, clock });
  });
}

function nextCursorOf({ rows, searchedBackTo }: CallsFound, limit: number): string | null {
  const last = rows[limit - 1];
  if (rows.length > limit && last) return cursorText(last);
  return searchedBackTo && cursorText(cursorBefore(searchedBackTo));
}

/**
 * Calls of a range, newest first, `limit` at a time. `nextCursor` goes on where this page ends; `searchedBackTo` is set when
 * the budget, a second unless told, was not enough to find more.
 */
export async function getCalls(ctx: Context, input: CallsInput, budgetMs?: number): Promise<CallsAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const project = requireProject(ctx);
  const found = await search(ctx, project, { input, budgetMs });
  const shown = found.rows.slice(0, input.limit);
  const names = await namesOf(ctx, project, shown);
  return {
    calls: shown.map((row) => toItem(row, names)),
    nextCursor: nextCursorOf(found, input.limit),
    searchedBackTo: found.searchedBackTo?.toISOString() ?? null,
  };
}
