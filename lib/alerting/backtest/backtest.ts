import { z } from 'zod';
import { projectParam, requirePermission, requireProject } from '../../access';
import type { Context, ContextProject } from '../../access';
import { readObservations, timeParam } from '../../analytics';
import { AppError } from '../../shared';
import type {
  BacktestAnswer,
  BacktestFiring,
  BacktestIncident,
  MetricDefinition,
  ObservationSeries,
} from '../../shared';
import { listIncidentsBetween } from '../../storage';
import type { IncidentRecord } from '../../storage';
import type { Firing } from '../metric/firings';
import { MINUTE_MS } from '../metric/machine';
import { checkMetric } from '../rules/check-definition';
import { metricDefinition } from '../rules/inputs';
import { beginOf, judgedOf } from './judged';
import { run } from './run';
import type { Run } from './run';
import { thin } from './thin';
import { tryThresholds } from './thresholds';

const DAY_MS = 86_400_000;
const MOST_DAYS = 30;
const GRACE_MS = 5_000;
const MOST_INCIDENTS = 100;

const daysFault = `must be a whole number of days, from 1 to ${MOST_DAYS}`;

/** A rule can be tried as it stands: what it is called and whom it tells is passed over. */
const any = z.unknown().optional();
const passedOver = { kind: any, name: any, severity: any, channels: any, enabled: any };

export const backtestInput = metricDefinition.extend({
  ...passedOver,
  projectId: projectParam,
  days: z.number(daysFault).int(daysFault).min(1, daysFault).max(MOST_DAYS, daysFault).optional(),
  from: timeParam.optional(),
  to: timeParam.optional(),
});
export type BacktestInput = z.output<typeof backtestInput>;

interface Range {
  fromMs: number;
  toMs: number;
}

const iso = (atMs: number): string => new Date(atMs).toISOString();
const floorMinute = (atMs: number): number => Math.floor(atMs / MINUTE_MS) * MINUTE_MS;

/** The time to be tried, up to the last closed window. */
function rangeOf({ days = 14, from, to }: BacktestInput, now: Date): Range {
  if ((from === undefined) !== (to === undefined)) {
    const field = from === undefined ? 'from' : 'to';
    throw new AppError('invalid', `${field}: from and to are given together`, { field });
  }
  const closedMs = floorMinute(now.getTime() - GRACE_MS);
  if (!from || !to) return { fromMs: closedMs - days * DAY_MS, toMs: closedMs };
  if (to.getTime() - from.getTime() > MOST_DAYS * DAY_MS) {
    throw new AppError('invalid', `from: at most ${MOST_DAYS} days before to`, { field: 'from' });
  }
  const range = { fromMs: floorMinute(from.getTime()), toMs: Math.min(closedMs, floorMinute(to.getTime())) };
  if (range.fromMs >= range.toMs) {
    throw new AppError('invalid', 'to: no whole minute that is over lies between from and to', { field: 'to' });
  }
  return range;
}

const toFiring = ({ startedAtMs, fromMs, toMs, peakValue }: Firing): BacktestFiring => ({
  startedAt: iso(startedAtMs),
  from: iso(fromMs),
  to: toMs === null ? null : iso(toMs),
  peakValue,
});

/** An incident is covered when the condition held while its evidence came, or its last window. */
function toIncident(record: IncidentRecord, firings: readonly Firing[], windowSeconds: number): BacktestIncident {
  const fromMs = record.firstSeenAt.getTime();
  const toMs = record.lastSeenAt.getTime() + windowSeconds * 1000;
  const covered = firings.some((firing) => firing.startedAtMs <= toMs && (firing.toMs ?? Infinity) > fromMs);
  const { id, title, severity, openedAt, resolvedAt } = record;
  const ended = resolvedAt?.toISOString() ?? null;
  return { id, title, severity, openedAt: openedAt.toISOString(), resolvedAt: ended, covered };
}

async function incidentsOf(
  ctx: Context,
  { project, definition, range }: { project: ContextProject; definition: MetricDefinition; range: Range },
  { firings }: Run,
): Promise<BacktestIncident[]> {
  const { environment } = definition.filters;
  const environments = project.environments.filter(
    ({ slug, archive }) => !archive && (environment === undefined || slug === environment),
  );
  const records = await listIncidentsBetween(ctx.storage, {
    projectId: project.id,
    environmentIds: environments.map(({ id }) => id),
    from: new Date(range.fromMs),
    to: new Date(range.toMs),
    limit: MOST_INCIDENTS,
  });
  return records.map((record) => toIncident(record, firings, definition.windowSeconds));
}

const NO_PAST = 'The past of heartbeats is not kept: this rule cannot be tried on it.';

/** Windows of the range that can be judged, empty when none can; null for what has no past. */
async function readRange(ctx: Context, definition: MetricDefinition, range: Range) {
  const now = ctx.now();
  const project = requireProject(ctx);
  const read = async (firstEndMs: number): Promise<ObservationSeries> => {
    const query = { projectId: project.id, metrics: [definition], firstEndMs, lastEndMs: range.toMs, now };
    const [series] = await readObservations(ctx.storage, query);
    return series ?? { judgedFromMs: null, windows: [] };
  };
  const { judgedFromMs: keptMs } = await read(range.toMs);
  if (keptMs === null) return { judged: null, observed: { firstEndMs: range.fromMs + MINUTE_MS, windows: [] } };
  const judged = judgedOf(keptMs, await beginOf(ctx, project, range.fromMs));
  const firstEndMs = judged.fromMs + MINUTE_MS;
  const windows = firstEndMs > range.toMs ? [] : (await read(firstEndMs)).windows;
  return { judged, observed: { firstEndMs, windows } };
}

/**
 * Tries a rule on stored data as if it had been made at the beginning of the range: read and judged by what reads and judges
 * live. Throws `invalid` with the field.
 */
export async function backtest(ctx: Context, input: BacktestInput): Promise<BacktestAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const project = requireProject(ctx);
  const definition = metricDefinition.parse(input);
  await checkMetric(ctx.storage, definition, project);
  const range = rangeOf(input, ctx.now());
  const { judged, observed } = await readRange(ctx, definition, range);
  const found = run(definition, observed);
  return {
    from: iso(range.fromMs),
    to: iso(range.toMs),
    judgedFrom: judged && iso(judged.fromMs),
    note: judged ? judged.note : NO_PAST,
    minutesEvaluated: observed.windows.length,
    firings: found.firings.map(toFiring),
    notifications: found.notifications,
    noDataNotifications: found.noDataNotifications,
    thresholds: tryThresholds(definition, observed, found),
    points: thin(observed),
    incidents: await incidentsOf(ctx, { project, definition, range }, found),
  };
}
