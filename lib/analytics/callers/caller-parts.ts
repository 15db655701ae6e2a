import type { CallerPart, Segment } from '../../storage';
import { callerHoursSince } from '../range/segments';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Rows of a day, in those of an hour: a caller of some of its hours has one. */
const DAY_COST = 2;

interface Span {
  fromMs: number;
  toMs: number;
}

const part = (of: Pick<CallerPart, 'source' | 'sign'>, { fromMs, toMs }: Span): CallerPart[] =>
  fromMs < toMs ? [{ ...of, from: new Date(fromMs), to: new Date(toMs) }] : [];

/**
 * Hours of one day, or that day less the hours beside them where these are fewer. Only of days whose hours are all kept:
 * whatever is added to one of those is added to its day in the same transaction.
 */
function hoursOfDay({ fromMs, toMs }: Span, now: Date): CallerPart[] {
  const hours = part({ source: 'hour', sign: 1 }, { fromMs, toMs });
  const dayMs = Math.floor(fromMs / DAY_MS) * DAY_MS;
  const endMs = dayMs + DAY_MS;
  if (dayMs < callerHoursSince(now)) return hours;
  const besideMs = fromMs - dayMs + Math.max(0, Math.min(endMs, now.getTime()) - toMs);
  if (besideMs + DAY_COST * HOUR_MS >= toMs - fromMs) return hours;
  const less = { source: 'hour', sign: -1 } as const;
  return [
    ...part({ source: 'day', sign: 1 }, { fromMs: dayMs, toMs: endMs }),
    ...part(less, { fromMs: dayMs, toMs: fromMs }),
    ...part(less, { fromMs: toMs, toMs: endMs }),
  ];
}

/** What is read of segments: of a day that is nearly whole, such as today until now, the day. */
export function callerParts(segments: readonly Segment[], now: Date): CallerPart[] {
  return segments.flatMap((segment) => {
    const { source } = segment;
    const [fromMs, toMs] = [segment.from.getTime(), segment.to.getTime()];
    if (source !== 'hour') return part({ source, sign: 1 }, { fromMs, toMs });
    const parts: CallerPart[] = [];
    for (let at = fromMs; at < toMs;) {
      const next = Math.min(toMs, (Math.floor(at / DAY_MS) + 1) * DAY_MS);
      parts.push(...hoursOfDay({ fromMs: at, toMs: next }, now));
      at = next;
    }
    return parts;
  });
}
