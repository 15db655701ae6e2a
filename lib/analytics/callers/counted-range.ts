import type { Range } from '../range/params';
import { callerHoursSince } from '../range/segments';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The least range of whole hours, or of whole days where hours are not kept any more, that holds this one. */
export function widenToCallers({ from, to }: Range, now: Date): Range {
  const sinceMs = callerHoursSince(now);
  const unitOf = (ms: number): number => (Math.floor(ms / HOUR_MS) * HOUR_MS >= sinceMs ? HOUR_MS : DAY_MS);
  const [fromMs, toMs] = [from.getTime(), to.getTime()];
  const last = unitOf(toMs - 1);
  return {
    from: new Date(Math.floor(fromMs / unitOf(fromMs)) * unitOf(fromMs)),
    to: new Date(Math.ceil(toMs / last) * last),
  };
}
