import type { IncidentChart, IncidentPoint, KeptCalls } from '../../shared';
import {
  ENDPOINT_SUMS,
  listAttackSteps,
  naming,
  readEndpointSums,
  retention,
  TIER_SECONDS,
  type AttackScope,
  type Sql,
  type SumsRow,
  type Tier,
  type TierKeeps,
} from '../../storage';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Room before the first and after the last call. */
const MARGIN_MS = 15 * MINUTE_MS;
/** The same in steps, where steps are long. */
const MARGIN_STEPS = 6;
const MOST_POINTS = 500;
const STEPS: readonly [untilMs: number, stepSeconds: number][] = [
  [HOUR_MS, 60],
  [6 * HOUR_MS, 120],
  [24 * HOUR_MS, 300],
  [7 * 24 * HOUR_MS, 3_600],
];
const LONGEST_STEP_SECONDS = 14_400;
const FAILED = ENDPOINT_SUMS.indexOf('logins_failed');
const SUCCEEDED = ENDPOINT_SUMS.indexOf('logins_ok');

export interface ChartRange {
  fromMs: number;
  toMs: number;
  stepSeconds: number;
}

/** Range and step of the chart around an attack, whole steps since the epoch and none shorter than `leastSeconds`. */
export function chartRange(scope: Pick<AttackScope, 'from' | 'to'>, now: Date, leastSeconds = 60): ChartRange {
  const roomMs = leastSeconds > 60 ? MARGIN_STEPS * leastSeconds * 1000 : MARGIN_MS;
  const marginMs = Math.max(roomMs, (scope.to.getTime() - scope.from.getTime()) / 5);
  const fromMs = scope.from.getTime() - marginMs;
  const toMs = Math.min(Math.max(now.getTime(), scope.to.getTime()), scope.to.getTime() + marginMs);
  const span = toMs - fromMs;
  const fitting = STEPS.find(([untilMs]) => span <= untilMs)?.[1] ?? LONGEST_STEP_SECONDS;
  const usual = Math.ceil(fitting / leastSeconds) * leastSeconds;
  const stepSeconds = Math.max(usual, Math.ceil(span / 1000 / MOST_POINTS / usual) * usual);
  const stepMs = stepSeconds * 1000;
  return { fromMs: Math.floor(fromMs / stepMs) * stepMs, toMs: Math.ceil(toMs / stepMs) * stepMs, stepSeconds };
}

/** One point a step; steps without a row are 0. */
export function chartOf(
  { fromMs, toMs, stepSeconds }: ChartRange,
  source: IncidentChart['source'],
  rows: ReadonlyMap<number, Omit<IncidentPoint, 'at'>>,
): IncidentChart {
  const idle = { failures: 0, successes: 0, callers: source === 'calls' ? 0 : null };
  const points = Array.from({ length: (toMs - fromMs) / (stepSeconds * 1000) }, (_, index) => {
    const atSeconds = fromMs / 1000 + index * stepSeconds;
    const { failures, successes, callers } = rows.get(atSeconds) ?? idle;
    return { at: new Date(atSeconds * 1000).toISOString(), failures, successes, callers };
  });
  const ends = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
  return { of: 'logins', ...ends, stepSeconds, points, source };
}

async function chartOfCalls(sql: Sql, scope: AttackScope, now: Date): Promise<IncidentChart> {
  const range = chartRange(scope, now);
  const around = { ...scope, from: new Date(range.fromMs), to: new Date(range.toMs) };
  const steps = await listAttackSteps(sql, around, range.stepSeconds);
  return chartOf(range, 'calls', new Map(steps.map((step) => [step.atSeconds, step])));
}

/** The finest rollups that still reach back to the attack. */
function tierFor(scope: AttackScope, now: Date, keeps: TierKeeps): Tier {
  const reaches = (days: number, since: Date | null): boolean =>
    scope.from.getTime() - HOUR_MS > Math.max(now.getTime() - days * DAY_MS, since?.getTime() ?? -Infinity);
  if (reaches(keeps.minuteDays, keeps.minutesSince)) return 'minute';
  return reaches(keeps.hourDays, keeps.hoursSince) ? 'hour' : 'day';
}

function pointsOf(rows: readonly SumsRow[]): Map<number, Omit<IncidentPoint, 'at'>> {
  const points = new Map<number, Omit<IncidentPoint, 'at'>>();
  for (const { bucket, sums } of rows) {
    const known = points.get(bucket);
    const failures = (known?.failures ?? 0) + (sums[FAILED] ?? 0);
    points.set(bucket, { failures, successes: (known?.successes ?? 0) + (sums[SUCCEEDED] ?? 0), callers: null });
  }
  return points;
}

/** All login attempts on the endpoints of the attack; null when rollups do not reach back to it any more. */
async function chartOfEndpoints(sql: Sql, scope: AttackScope, now: Date): Promise<IncidentChart | null> {
  const source = tierFor(scope, now, await retention.readTierKeeps(sql, scope.projectId));
  const range = chartRange(scope, now, TIER_SECONDS[source]);
  const { membersOf } = await naming.readFamilies(sql, scope.projectId);
  const rows = await readEndpointSums(sql, {
    projectId: scope.projectId,
    environmentIds: [scope.environmentId],
    endpoints: [...new Set(scope.endpointIds.flatMap(membersOf))],
    segment: { source, from: new Date(range.fromMs), to: new Date(range.toMs) },
    stepSeconds: range.stepSeconds,
  });
  return rows.length === 0 ? null : chartOf(range, 'endpoints', pointsOf(rows));
}

/** Failed and succeeded logins by step: of the attack, or, once calls of it have expired, of its endpoints. */
export async function readChart(
  sql: Sql,
  { scope, kept, now }: { scope: AttackScope; kept: KeptCalls; now: Date },
): Promise<IncidentChart> {
  if (kept !== 'all') {
    const chart = await chartOfEndpoints(sql, scope, now);
    if (chart) return chart;
  }
  const chart = await chartOfCalls(sql, scope, now);
  return kept === 'none' ? { ...chart, points: [], source: 'none' } : chart;
}
