import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context } from '../../access';
import { LATE_AFTER_SECONDS } from '../../shared';
import type { StatusAnswer } from '../../shared';
import {
  countFailedDeliveries,
  countIncidents,
  oldestFedAt,
  oldestPendingAt,
  readDatabaseBytes,
  readLostCalls,
  readSdkHeardAt,
} from '../../storage';
import type { Sql } from '../../storage';
import { endpointCells } from '../cells/endpoint-cells';
import { loadPending } from '../cells/load-pending';
import { endpointValue } from '../measures/measure-value';
import { nameParam, projectParam, scopeOf } from '../range/params';
import type { Scope } from '../range/params';
import { endpointSegments } from '../range/segments';
import { findLastCall, firstCallAt } from './call-times';
import { readQuotaNotices } from './quota-notice';

const MINUTE_MS = 60_000;
const FAILED_SINCE_MS = 7 * 86_400_000;

export const statusInput = z.object({ projectId: projectParam, environment: nameParam.optional() });
export type StatusInput = z.output<typeof statusInput> & { version: string };

type Flow = Omit<StatusAnswer, 'version' | 'incidents' | 'failedDeliveries' | 'quota' | 'minuteQuota'>;

const secondsSince = (at: Date | null, now: Date): number =>
  at ? Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000)) : 0;

/** What waits to be folded is in every answer already, and waits on purpose: only beyond that time it is late. */
async function readBehind(sql: Sql, projectId: number, now: Date): Promise<number> {
  const unfolded = secondsSince(await oldestPendingAt(sql, projectId), now);
  const unwatched = secondsSince(await oldestFedAt(sql, projectId), now);
  return unfolded > LATE_AFTER_SECONDS ? Math.max(unfolded, unwatched) : unwatched;
}

async function readFlow(ctx: Context, sql: Sql, scope: Scope): Promise<Flow> {
  const now = ctx.now();
  const to = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
  const segments = endpointSegments(
    { from: new Date(to.getTime() - MINUTE_MS), to },
    { ...scope, now, stepSeconds: null },
  );
  const pending = await loadPending(ctx.storage, sql, scope.projectId);
  const grid = await endpointCells(
    sql,
    { ...scope, segments, stepSeconds: null, endpoints: 'total', latency: false },
    pending,
  );
  const first = await firstCallAt(sql, { ...scope, now }, pending);
  const last = await findLastCall(sql, { ...scope, now }, pending);
  return {
    callsPerMinute: endpointValue('calls', grid.find(0, 0) ?? grid.empty()) ?? 0,
    lostCalls: await readLostCalls(sql, scope.projectId),
    behindSeconds: await readBehind(sql, scope.projectId, now),
    storageBytes: await readDatabaseBytes(sql),
    firstCallAt: first?.toISOString() ?? null,
    lastCallAt: last?.at.toISOString() ?? null,
    callsKeptSince: Number.isFinite(scope.rawSinceMs) ? new Date(scope.rawSinceMs).toISOString() : null,
    live: last?.live ?? false,
    heardAt: (await readSdkHeardAt(sql, scope.projectId))?.toISOString() ?? null,
  };
}

/** What the frame of every page shows about a project. */
export async function getStatus(ctx: Context, { projectId, environment, version }: StatusInput): Promise<StatusAnswer> {
  requirePermission(ctx, 'project:read', projectId);
  const scope = scopeOf(ctx, requireProject(ctx), environment);
  const since = new Date(ctx.now().getTime() - FAILED_SINCE_MS);
  const [flow, incidents, failedDeliveries, notices] = await Promise.all([
    ctx.storage.snapshot((sql) => readFlow(ctx, sql, scope)),
    countIncidents(ctx.storage, projectId),
    countFailedDeliveries(ctx.storage, projectId, since),
    readQuotaNotices(ctx.storage, projectId, ctx.now()),
  ]);
  return { version, ...flow, incidents, failedDeliveries, ...notices };
}
