import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context, ContextProject } from '../../access';
import type { LoginCounts, LoginEntry, LoginsAnswer } from '../../shared';
import { listEntries } from '../../storage';
import type { IncidentEntry, Sql } from '../../storage';
import type { Cell } from '../cells/grid';
import { loadPending } from '../cells/load-pending';
import { E } from '../measures/columns';
import { readComparable } from '../overview/comparable';
import { bucketsOf, periodParams, periodsOf, readPeriodCells, spanOf } from '../overview/period';
import type { PeriodCells, PeriodQuery, Periods } from '../overview/period';
import { scopeOf } from '../range/params';
import { readLoginEndpoints } from './login-endpoints';
import { readUnknown } from './unknown-logins';
import type { UnknownLogins } from './unknown-logins';

const MOST_ENTRIES = 1_000;

export const loginsInput = z.object(periodParams);
export type LoginsInput = z.output<typeof loginsInput>;

const countsOf = ({ sums }: Cell): LoginCounts => ({
  failures: sums[E.logins_failed] ?? 0,
  successes: sums[E.logins_ok] ?? 0,
});

const isoOfSeconds = (seconds: number): string => new Date(seconds * 1000).toISOString();

function pointsOf(query: PeriodQuery, { steps }: PeriodCells): (LoginCounts & { at: string })[] {
  return bucketsOf(query).flatMap((bucket, index) => {
    const cell = steps[index];
    return cell ? [{ at: isoOfSeconds(bucket), ...countsOf(cell) }] : [];
  });
}

function toEntry(entry: IncidentEntry, { environments }: ContextProject): LoginEntry {
  const { incidentId, severity, account, caller } = entry;
  return {
    at: new Date(Math.floor(entry.atMs)).toISOString(),
    incidentId,
    severity,
    environment: environments.find(({ id }) => id === entry.environmentId)?.slug ?? '',
    accountHash: account,
    caller,
  };
}

interface LoginsQuery extends Periods {
  project: ContextProject;
  mostAttempts: number | undefined;
}

function withUnknown(query: PeriodQuery, cells: PeriodCells, { sinceMs, byStep }: UnknownLogins) {
  const buckets = bucketsOf(query);
  const known = (bucket: number): boolean => bucket * 1000 >= sinceMs;
  return {
    points: pointsOf(query, cells).map((point, index) => {
      const bucket = buckets[index] ?? 0;
      return { ...point, unknown: known(bucket) ? (byStep.get(bucket) ?? 0) : null };
    }),
    unknown: buckets.reduce((sum, bucket) => sum + (known(bucket) ? (byStep.get(bucket) ?? 0) : 0), 0),
    searchedBackTo: sinceMs > query.from.getTime() ? new Date(sinceMs).toISOString() : null,
  };
}

async function readLogins(ctx: Context, sql: Sql, { project, mostAttempts, ...periods }: LoginsQuery) {
  const { query } = periods;
  const pending = await loadPending(ctx.storage, sql, project.id);
  const previous = await readComparable(sql, periods, pending);
  const of = { endpointId: null, latency: false };
  const cells = await readPeriodCells(sql, { ...query, ...of }, pending);
  const before = previous && (await readPeriodCells(sql, { ...previous, ...of }, pending));
  const entries = await listEntries(sql, { ...query, limit: MOST_ENTRIES });
  const { endpoints, suggested } = await readLoginEndpoints(sql, query, pending);
  const { points, unknown, searchedBackTo } = withUnknown(
    query,
    cells,
    await readUnknown(sql, { ...query, cells: cells.steps, mostAttempts }),
  );
  return {
    ...spanOf(query),
    stepSeconds: query.stepSeconds,
    totals: { ...countsOf(cells.all), unknown },
    points,
    previous: previous &&
      before && { ...spanOf(previous), totals: countsOf(before.all), points: pointsOf(previous, before) },
    entries: entries.map((entry) => toEntry(entry, project)),
    endpoints,
    suggested,
    searchedBackTo,
  } satisfies LoginsAnswer;
}

/**
 * Login attempts over a range, from one snapshot: by step, by endpoint, and where attackers got in. Attempts without a known
 * outcome are counted among the calls, newest first, until 100,000 attempts are passed over.
 */
export async function getLogins(ctx: Context, input: LoginsInput, mostAttempts?: number): Promise<LoginsAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const project = requireProject(ctx);
  const periods = periodsOf(scopeOf(ctx, project, input.environment), input, ctx.now());
  return ctx.storage.snapshot((sql) => readLogins(ctx, sql, { ...periods, project, mostAttempts }));
}
