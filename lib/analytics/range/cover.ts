import type { Segment } from '../../storage';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Milliseconds in a row of each tier, from large to small. */
const UNITS = [
  { source: 'day', ms: DAY_MS },
  { source: 'hour', ms: HOUR_MS },
  { source: 'minute', ms: MINUTE_MS },
] as const;
type Unit = (typeof UNITS)[number];

export interface CoverOptions {
  /** Rows longer than this cannot be told apart inside a bucket; Infinity when nothing is cut into buckets. */
  largestMs: number;
  /** Minutes before this are not kept. */
  minutesSinceMs: number;
}

interface Span {
  from: number;
  to: number;
}

const segment = (source: Segment['source'], { from, to }: Span): Segment[] =>
  from < to ? [{ source, from: new Date(from), to: new Date(to) }] : [];

function minuteSegments(span: Span, minutesSinceMs: number): Segment[] {
  const cut = Math.min(span.to, Math.max(span.from, Math.ceil(minutesSinceMs / MINUTE_MS) * MINUTE_MS));
  return [...segment('raw', { from: span.from, to: cut }), ...segment('minute', { from: cut, to: span.to })];
}

function coverBy(span: Span, units: readonly Unit[], minutesSinceMs: number): Segment[] {
  const [unit, ...smaller] = units;
  if (!unit) return segment('raw', span);
  const from = Math.ceil(span.from / unit.ms) * unit.ms;
  const to = Math.floor(span.to / unit.ms) * unit.ms;
  if (from >= to) return coverBy(span, smaller, minutesSinceMs);
  const middle =
    unit.source === 'minute' ? minuteSegments({ from, to }, minutesSinceMs) : segment(unit.source, { from, to });
  return [
    ...coverBy({ from: span.from, to: from }, smaller, minutesSinceMs),
    ...middle,
    ...coverBy({ from: to, to: span.to }, smaller, minutesSinceMs),
  ];
}

/** Covers [from, to) without gap or overlap by the largest rows that fit: parts of minutes from calls, minutes, hours, days. */
export function cover(from: Date, to: Date, { largestMs, minutesSinceMs }: CoverOptions): Segment[] {
  const units = UNITS.filter((unit) => largestMs % unit.ms === 0 || largestMs === Number.POSITIVE_INFINITY);
  return coverBy({ from: from.getTime(), to: to.getTime() }, units, minutesSinceMs);
}
