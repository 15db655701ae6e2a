import type { Span } from '../../storage';
import type { Range } from '../range/params';
import { commonSpans } from './hour-masks';
import type { HourMasks } from './hour-masks';
import type { LoadedMasks } from './load-masks';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SECOND_MS = 1_000;
interface AtOnce {
  /** How many spans the next statement visits at most, all of them, when so many were planned before it. */
  mostSpans(planned: number): number;
  /** Rows that the first one may be expected to pass over. */
  firstRows: number;
}

const COUNTED: AtOnce = { mostSpans: () => 500, firstRows: Number.POSITIVE_INFINITY };
const [LEAST_WALKED, MOST_WALKED] = [8, 64];
/** Calls that match lie unevenly: some more spans than should hold a page of them are less than a second statement. */
const SLACK = 4;

/**
 * A page of calls: as many spans as should hold it, and where they did not, twice as many each time. The first part is expected to be
 * small, since it is read whatever the budget.
 */
const growingFrom = (expected: number): AtOnce => ({
  mostSpans: (planned) =>
    Math.min(MOST_WALKED, planned < expected ? expected - planned : Math.max(LEAST_WALKED, planned)),
  firstRows: 20_000,
});

/** Visiting a span costs as much as this many rows of it, passing over a row in the order of the index as much as so many. */
const [SPAN_COST, ORDERED_COST] = [100, 4];

export interface Density {
  /** Rows that one scan may be expected to pass over: a small part of a second. */
  scanRows: number;
  /** Rows in the spans that are visited at once. */
  walkRows: number;
}

export const DENSITY: Density = { scanRows: 50_000, walkRows: 200_000 };

/** Counting reads a stretch as a whole, in the order of the table: so much in a fifth of a second or so. */
const COUNT_DENSITY: Density = { scanRows: 200_000, walkRows: 200_000 };

/** A stretch to look through; spans given = only those, else every call of it. */
export interface Part extends Range {
  spans: Span[] | null;
}

/** The range from its end backwards in pages of a day, a week and the rest. */
export function pagesOf({ from, to }: Range): Range[] {
  const edges = [to.getTime(), to.getTime() - DAY_MS, to.getTime() - 8 * DAY_MS]
    .map((ms, index) => (index === 0 ? ms : Math.floor(ms / HOUR_MS) * HOUR_MS))
    .filter((ms) => ms > from.getTime());
  return edges.map((end, index) => ({ from: new Date(edges[index + 1] ?? from.getTime()), to: new Date(end) }));
}

/** Starts, newest first, of even pieces of whole seconds that hold `most` rows at most, if the rows are spread evenly. */
function piecesOf(startMs: number, lengthMs: number, { rows, most }: { rows: number; most: number }): number[] {
  const wanted = Math.max(1, Math.ceil(rows / most));
  const stepMs = Math.max(1, Math.floor(lengthMs / SECOND_MS / wanted)) * SECOND_MS;
  const count = Math.ceil(lengthMs / stepMs);
  return Array.from({ length: count }, (_, index) => startMs + (count - 1 - index) * stepMs);
}

/** The whole page in stretches of about so many calls. */
export function scanParts({ from, to }: Range, all: HourMasks, most: number): Part[] {
  const parts: Part[] = [];
  let end = to;
  let rows = 0;
  for (const { hour, calls } of all.newestFirst()) {
    const pieces = piecesOf(hour * SECOND_MS, HOUR_MS, { rows: calls, most });
    for (const startMs of pieces) {
      rows += calls / pieces.length;
      const start = new Date(Math.max(from.getTime(), startMs));
      if (rows < most || start >= end) continue;
      parts.push({ from: start, to: end, spans: null });
      end = start;
      rows = 0;
    }
  }
  return from < end ? [...parts, { from, to: end, spans: null }] : parts;
}

/** A span of so many calls is scanned in pieces of its own. */
function spanParts({ from, to }: Range, { at, seconds }: Span, bound: { rows: number; most: number }): Part[] {
  let endMs = Math.min(to.getTime(), (at + seconds) * SECOND_MS);
  return piecesOf(at * SECOND_MS, seconds * SECOND_MS, bound).flatMap((pieceMs) => {
    const startMs = Math.max(from.getTime(), pieceMs);
    if (startMs >= endMs) return [];
    const part = { from: new Date(startMs), to: new Date(endMs), spans: null };
    endMs = startMs;
    return [part];
  });
}

interface Walk {
  all: HourMasks;
  density: Density;
  atOnce: AtOnce;
}

const rowsIn = (all: HourMasks, { at, seconds }: Span): number => all.callsPerSecond(at) * seconds;

const isWithin = ({ at, seconds }: Span, { from, to }: Range): boolean =>
  at * SECOND_MS < to.getTime() && (at + seconds) * SECOND_MS > from.getTime();

function walkParts(page: Range, spans: readonly Span[], { all, density, atOnce }: Walk): Part[] {
  const { from, to } = page;
  const parts: Part[] = [];
  let chosen: Span[] = [];
  let [rows, planned] = [0, 0];
  const close = (): void => {
    const [newest, oldest] = [chosen[0], chosen.at(-1)];
    if (newest === undefined || oldest === undefined) return;
    // No further than its spans reach: each partition between is planned, half a millisecond and more.
    const endMs = Math.min(to.getTime(), (newest.at + newest.seconds) * SECOND_MS);
    const startMs = Math.max(from.getTime(), oldest.at * SECOND_MS);
    parts.push({ from: new Date(startMs), to: new Date(endMs), spans: chosen });
    planned += chosen.length;
    chosen = [];
    rows = 0;
  };
  for (const span of spans) {
    if (!isWithin(span, page)) continue;
    const inSpan = rowsIn(all, span);
    if (inSpan > density.walkRows) {
      close();
      parts.push(...spanParts(page, span, { rows: inSpan, most: density.scanRows }));
      continue;
    }
    const mostRows = parts.length === 0 ? Math.min(atOnce.firstRows, density.walkRows) : density.walkRows;
    if (rows + inSpan > mostRows || chosen.length >= atOnce.mostSpans(planned)) close();
    chosen.push(span);
    rows += inSpan;
  }
  close();
  return parts;
}

/** As many calls can match at most, as far as it is known. */
const mostMatching = ({ filters }: LoadedMasks): number => Math.max(1, Math.min(...filters.map(({ calls }) => calls)));

/** Is a scan, which passes over all calls in the order of the index, less work than visiting the spans that may hold a match? */
function isScanned(spans: readonly Span[], masks: LoadedMasks, { wanted, density }: Wanted): boolean {
  const { all } = masks;
  const matching = mostMatching(masks);
  const scanned = (wanted * all.calls) / matching;
  const rows = spans.reduce((sum, span) => sum + rowsIn(all, span), 0);
  const visited = Math.max(1, Math.min(spans.length, (wanted * spans.length) / matching));
  return scanned <= density.scanRows && scanned * ORDERED_COST <= visited * (SPAN_COST + rows / spans.length);
}

interface Wanted {
  wanted: number;
  density: Density;
}

/**
 * What to look through of a page, newest first, for so many calls. The way is chosen by density: calls that match against
 * calls that a scan would pass over. No part is larger than what the budget has room for several times over.
 */
export function planParts(
  page: Range,
  masks: LoadedMasks,
  { wanted, density = DENSITY }: { wanted: number; density?: Density },
): Part[] {
  const spans = commonSpans(masks.filters);
  if (spans.length === 0) return [];
  if (isScanned(spans, masks, { wanted, density })) return scanParts(page, masks.all, density.scanRows);
  const expected = Math.ceil((wanted * spans.length) / mostMatching(masks)) + SLACK;
  return walkParts(page, spans, { all: masks.all, density, atOnce: growingFrom(expected) });
}

/** Where the spans of a filter hold less than this share of all calls, only they are visited to count. */
const WORTH_WALKING = 0.6;

/** What to look through of a page, newest first, to count all that matches. */
export function planCount(page: Range, { filters, all }: LoadedMasks, density: Density = COUNT_DENSITY): Part[] {
  const spans = commonSpans(filters);
  if (spans.length === 0) return [];
  const rows = spans.reduce((sum, span) => sum + rowsIn(all, span), 0);
  return rows < WORTH_WALKING * all.calls
    ? walkParts(page, spans, { all, density, atOnce: COUNTED })
    : scanParts(page, all, density.scanRows);
}
