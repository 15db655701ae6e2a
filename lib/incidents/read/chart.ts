import type { IncidentDetail } from '../../shared';
import { listAttackSteps, type AttackScope, type Sql } from '../../storage';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Room before the first and after the last call. */
const MARGIN_MS = 15 * MINUTE_MS;
const MOST_POINTS = 500;
const STEPS: readonly [untilMs: number, stepSeconds: number][] = [
  [HOUR_MS, 60],
  [6 * HOUR_MS, 120],
  [24 * HOUR_MS, 300],
  [7 * 24 * HOUR_MS, 3_600],
];
const LONGEST_STEP_SECONDS = 14_400;

/** Range and step of the chart around an attack, whole steps since the epoch. */
export function chartRange(scope: AttackScope, now: Date): { fromMs: number; toMs: number; stepSeconds: number } {
  const marginMs = Math.max(MARGIN_MS, (scope.to.getTime() - scope.from.getTime()) / 5);
  const fromMs = scope.from.getTime() - marginMs;
  const toMs = Math.min(Math.max(now.getTime(), scope.to.getTime()), scope.to.getTime() + marginMs);
  const span = toMs - fromMs;
  const usual = STEPS.find(([untilMs]) => span <= untilMs)?.[1] ?? LONGEST_STEP_SECONDS;
  const stepSeconds = Math.max(usual, Math.ceil(span / 1000 / MOST_POINTS / usual) * usual);
  const stepMs = stepSeconds * 1000;
  return { fromMs: Math.floor(fromMs / stepMs) * stepMs, toMs: Math.ceil(toMs / stepMs) * stepMs, stepSeconds };
}

/** Failed and succeeded logins of the attack by step; steps without one are 0. */
export async function readChart(sql: Sql, scope: AttackScope, now: Date): Promise<IncidentDetail['chart']> {
  const { fromMs, toMs, stepSeconds } = chartRange(scope, now);
  const steps = await listAttackSteps(sql, { ...scope, from: new Date(fromMs), to: new Date(toMs) }, stepSeconds);
  const bySecond = new Map(steps.map((step) => [step.atSeconds, step]));
  const points = Array.from({ length: (toMs - fromMs) / (stepSeconds * 1000) }, (_, index) => {
    const atSeconds = fromMs / 1000 + index * stepSeconds;
    const step = bySecond.get(atSeconds);
    return {
      at: new Date(atSeconds * 1000).toISOString(),
      failures: step?.failures ?? 0,
      successes: step?.successes ?? 0,
      callers: step?.callers ?? 0,
    };
  });
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), stepSeconds, points };
}
