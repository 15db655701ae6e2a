import type { Range } from '../range/params';
import { commonMinutes } from './hour-masks';
import type { HourMasks } from './hour-masks';
import type { LoadedMasks } from './load-masks';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
/**
 * Minutes that are visited at once, in the first part and in each further one. A page of calls stops at the one that fills it, so
 * that fewer would only be more statements; the first part is small, since it is read whatever the budget.
 */
const WALKED = { first: 8, most: 64 };
const COUNTED = { first: 500, most: 500 };

export interface Density {
  /** Rows that one scan may be expected to pass over: a small part of a second. */
  scanRows: number;
  /** Rows in the minutes that are visited at once. */
  walkRows: number;
}

export const DENSITY: Density = { scanRows: 50_000, walkRows: 200_000 };

/** Counting reads a stretch as a whole, in the order of the table: so much in a fifth of a second or so. */
const COUNT_DENSITY: Density = { scanRows: 200_000, walkRows: 200_000 };

/** A stretch to look through; minutes given = only those, else every call of it. */
export interface Part extends Range {
  minutes: number[] | null;
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
      parts.push({ from: start, to: end, minutes: null });
      end = start;
      rows = 0;
    }
  }
  return from < end ? [...parts, { from, to: end, minutes: null }] : parts;
}

/** A minute of so many calls is scanned in pieces of its own. */
function minuteParts({ from, to }: Range, minute: number, { rows, most }: { rows: number; most: number }): Part[] {
  let endMs = Math.min(to.getTime(), minute * SECOND_MS + MINUTE_MS);
  return piecesOf(minute * SECOND_MS, MINUTE_MS, { rows, most }).flatMap((pieceMs) => {
    const startMs = Math.max(from.getTime(), pieceMs);
    if (startMs >= endMs) return [];
    const part = { from: new Date(startMs), to: new Date(endMs), minutes: null };
    endMs = startMs;
    return [part];
  });
}

interface Walk {
  all: HourMasks;
  density: Density;
  /** Minutes of a part. */
  minutesOf: { first: number; most: number };
}

function walkParts(page: Range, minutes: readonly number[], { all, density, minutesOf }: Walk): Part[] {
  const { from, to } = page;
  const parts: Part[] = [];
  let chosen: number[] = [];
  let rows = 0;
  const close = (): void => {
    const [newest, oldest] = [chosen[0], chosen.at(-1)];
    if (newest === undefined || oldest === undefined) return;
    // No further than its minutes reach: each partition between is planned, half a millisecond and more.
    const endMs = Math.min(to.getTime(), newest * SECOND_MS + MINUTE_MS);
    const startMs = Math.max(from.getTime(), oldest * SECOND_MS);
    parts.push({ from: new Date(startMs), to: new Date(endMs), minutes: chosen });
    chosen = [];
    rows = 0;
  };
  for (const minute of minutes) {
    if (minute * SECOND_MS >= to.getTime() || minute * SECOND_MS + MINUTE_MS <= from.getTime()) continue;
    const inMinute = (all.find(Math.floor(minute / 3_600) * 3_600)?.calls ?? 0) / 60;
    if (inMinute > density.walkRows) {
      close();
      parts.push(...minuteParts(page, minute, { rows: inMinute, most: density.scanRows }));
      continue;
    }
    if (rows + inMinute > density.walkRows) close();
    chosen.push(minute);
    rows += inMinute;
    if (chosen.length >= (parts.length === 0 ? minutesOf.first : minutesOf.most)) close();
  }
  close();
  return parts;
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
  const minutes = commonMinutes(masks.filters);
  if (minutes.length === 0) return [];
  const matching = Math.max(1, Math.min(...masks.filters.map(({ calls }) => calls)));
  const expectedScan = (wanted * masks.all.calls) / matching;
  if (expectedScan <= density.scanRows) return scanParts(page, masks.all, density.scanRows);
  return walkParts(page, minutes, { all: masks.all, density, minutesOf: WALKED });
}

/** Where the minutes of a filter hold less than this share of all calls, only they are visited to count. */
const WORTH_WALKING = 0.6;

/** What to look through of a page, newest first, to count all that matches. */
export function planCount(page: Range, { filters, all }: LoadedMasks, density: Density = COUNT_DENSITY): Part[] {
  const minutes = commonMinutes(filters);
  if (minutes.length === 0) return [];
  const inMinute = (minute: number): number => (all.find(Math.floor(minute / 3_600) * 3_600)?.calls ?? 0) / 60;
  const rows = minutes.reduce((sum, minute) => sum + inMinute(minute), 0);
  return rows < WORTH_WALKING * all.calls
    ? walkParts(page, minutes, { all, density, minutesOf: COUNTED })
    : scanParts(page, all, density.scanRows);
}
