import type { BacktestAnswer, RuleCondition } from '../../../lib/shared';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What a chart of the past draws one value of: multiples of the stretches that the points are of. */
export function stepMsOf({ from, to }: Pick<BacktestAnswer, 'from' | 'to'>): number {
  const lengthMs = Date.parse(to) - Date.parse(from);
  if (lengthMs <= 1.5 * DAY_MS) return 5 * MINUTE_MS;
  return lengthMs <= 20 * DAY_MS ? HOUR_MS : 2 * HOUR_MS;
}

export interface BacktestSteps {
  stepMs: number;
  times: number[];
  values: (number | null)[];
}

/** One value a step: of the windows that end in it the highest, or the lowest for a rule that watches below; null without any. */
export function stepsOf(
  answer: Pick<BacktestAnswer, 'from' | 'to' | 'points'>,
  condition: RuleCondition,
): BacktestSteps {
  const stepMs = stepMsOf(answer);
  const worse = 'above' in condition ? Math.max : Math.min;
  const found = new Map<number, number | null>();
  for (const { at, value } of answer.points) {
    const step = Math.floor((Date.parse(at) - MINUTE_MS) / stepMs); // a window belongs to its last minute
    const known = found.get(step) ?? null;
    found.set(step, value === null || known === null ? (value ?? known) : worse(known, value));
  }
  const steps = [...found.keys()];
  const [first, last] = [steps[0] ?? 0, steps.at(-1) ?? -1];
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return { stepMs, times: all.map((step) => step * stepMs), values: all.map((step) => found.get(step) ?? null) };
}
