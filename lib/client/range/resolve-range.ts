const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ranges offered by name; keys 1 to 6 choose them. */
export const RANGES = ['1h', '6h', '24h', '7d', '30d', '90d'] as const;
export const DEFAULT_RANGE = '6h';

export interface RangeInput {
  /** Relative: "6h", "90min", "7d". */
  range: string | null;
  /** Fixed, both ISO 8601; they win over `range`. */
  from: string | null;
  to: string | null;
}

export interface Span {
  fromMs: number;
  toMs: number;
}

export interface ResolvedRange extends Span {
  stepMs: number;
  /** As the URL has it, to the millisecond: what lists of calls are about. */
  exact: Span;
  /** Name of a relative range; null for a fixed one. */
  relative: string | null;
}

const STEPS: readonly (readonly [spanMs: number, stepMs: number])[] = [
  [HOUR, MINUTE],
  [6 * HOUR, 2 * MINUTE],
  [DAY, 5 * MINUTE],
  [7 * DAY, HOUR],
  [30 * DAY, 4 * HOUR],
];

/** Step of a chart over a span: 1 h in minutes, 6 h in 2 min, 24 h in 5 min, 7 d in hours, 30 d in 4 h, then days. */
export function stepOf(spanMs: number): number {
  return STEPS.find(([span]) => spanMs <= span)?.[1] ?? DAY;
}

/** Length of a relative range in ms; null when it is not one ("6h", "90min", "7d", up to 400 d). */
export function spanOf(range: string): number | null {
  const match = /^(\d{1,4})(min|h|d)$/.exec(range);
  const unit = { min: MINUTE, h: HOUR, d: DAY }[match?.[2] ?? ''];
  const span = unit === undefined ? 0 : Number(match?.[1]) * unit;
  return span > 0 && span <= 400 * DAY ? span : null;
}

/** The range of the URL in whole steps. A relative one ends with the step that is running; a wrong one is the default. */
export function resolveRange({ range, from, to }: RangeInput, nowMs: number): ResolvedRange {
  const [fixedFrom, fixedTo] = [Date.parse(from ?? ''), Date.parse(to ?? '')];
  if (fixedFrom < fixedTo) {
    const stepMs = stepOf(fixedTo - fixedFrom);
    const exact = { fromMs: fixedFrom, toMs: fixedTo };
    return { ...inSteps(exact, stepMs), stepMs, exact, relative: null };
  }
  const known = range !== null && spanOf(range) !== null ? range : DEFAULT_RANGE;
  const spanMs = spanOf(known) ?? 6 * HOUR;
  const stepMs = stepOf(spanMs);
  const toMs = Math.floor(nowMs / stepMs) * stepMs + stepMs;
  const span = { fromMs: toMs - spanMs, toMs };
  return { ...span, stepMs, exact: span, relative: known };
}

function inSteps({ fromMs, toMs }: Span, stepMs: number): Span {
  return { fromMs: Math.floor(fromMs / stepMs) * stepMs, toMs: Math.ceil(toMs / stepMs) * stepMs };
}

/** Words of a relative range: "6h" is "6 h". */
export function rangeWords(range: string): string {
  return range.replace(/(\d+)(\D+)/, '$1 $2');
}
