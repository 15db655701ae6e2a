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
  /** Minutes before this are not kept; Infinity when there are none. */
  minutesSinceMs: number;
  /** Hours before this are not kept; all are unless told. */
  hoursSinceMs?: number;
}

interface Span {
  from: number;
  to: number;
}

const segment = (source: Segment['source'], { from, to }: Span): Segment[] =>
  from < to ? [{ source, from: new Date(from), to: new Date(to) }] : [];

const since = ({ source }: Unit, { minutesSinceMs, hoursSinceMs = -Infinity }: CoverOptions): number =>
  ({ day: -Infinity, hour: hoursSinceMs, minute: minutesSinceMs })[source];

function coverBy(span: Span, units: readonly Unit[], options: CoverOptions): Segment[] {
  const [unit, ...smaller] = units;
  if (!unit) return segment('raw', span);
  const from = Math.ceil(Math.max(span.from, since(unit, options)) / unit.ms) * unit.ms;
  const to = Math.floor(span.to / unit.ms) * unit.ms;
  if (!(from < to)) return coverBy(span, smaller, options);
  return [
    ...coverBy({ from: span.from, to: from }, smaller, options),
    ...segment(unit.source, { from, to }),
    ...coverBy({ from: to, to: span.to }, smaller, options),
  ];
}

function joinRaw(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const one of segments) {
    const last = joined.at(-1);
    if (one.source === 'raw' && last?.source === 'raw') joined[joined.length - 1] = { ...last, to: one.to };
    else joined.push(one);
  }
  return joined;
}

/** Covers [from, to) without gap or overlap by the largest rows that fit: parts of minutes from calls, minutes, hours, days. */
export function cover(from: Date, to: Date, options: CoverOptions): Segment[] {
  const { largestMs } = options;
  const units = UNITS.filter((unit) => largestMs % unit.ms === 0 || largestMs === Number.POSITIVE_INFINITY);
  return joinRaw(coverBy({ from: from.getTime(), to: to.getTime() }, units, options));
}
