/** How a policy's window is cut. */
export interface Window {
  cellSeconds: number;
  /** Of the window. No more than it: what is over in so many cells is over in the window. */
  cells: number;
}

/** Cells that are never merged: enough for calls that come half an hour late and the ten minutes of a raise before them. */
const EXACT = 3_600;
/** What is older is merged to so many. */
const OLDER = 1_200;
const MOST = 6_000;
/** The raise asks for three times the limit: so many of the latest cells with calls decide. */
const DECIDING = 4;

/**
 * Into whole seconds, where an hour or as many cells as decide are no more than 3,600 of them; a longer window of a larger limit
 * into 3,600 cells at most.
 */
export function windowOf({ windowSeconds, callLimit }: { windowSeconds: number; callLimit: number }): Window {
  const exact = Math.min(windowSeconds, DECIDING * callLimit) <= EXACT;
  const cellSeconds = exact ? 1 : Math.ceil(windowSeconds / EXACT);
  return { cellSeconds, cells: Math.floor(windowSeconds / cellSeconds) };
}

/** Calls by cell, in order; `head` is the first cell of the window that ends with the last, `sum` the calls in it. */
export interface Cells {
  at: number[];
  calls: number[];
  head: number;
  sum: number;
}

/** A window that ends at the cell `last`; both are indexes, and inside. */
export interface Span {
  first: number;
  last: number;
  sum: number;
}

const TRIM = 64;

export const emptyCells = (): Cells => ({ at: [], calls: [], head: 0, sum: 0 });

/** Forgets the cells before `oldest`; a few at a time are left, since moving the rest costs more. */
export function trimCells(cells: Cells, oldest: number, least = TRIM): void {
  if ((cells.at[least - 1] ?? oldest) >= oldest) return;
  let gone = least;
  while ((cells.at[gone] ?? oldest) < oldest) gone++;
  cells.at.splice(0, gone);
  cells.calls.splice(0, gone);
  cells.head -= gone;
}

/**
 * Merges what is older than the latest 3,600 cells with calls, when a long window holds too many: each to the first of its
 * stretch, so that a window may lose what its oldest stretch holds, and gains nothing. Whether a window is over the limit, or three
 * times it, the latest cells decide, which are as they were.
 */
export function mergeOld(cells: Cells, window: number): void {
  if (window <= EXACT || cells.at.length <= MOST) return;
  const edge = cells.at.length - EXACT;
  const stretch = Math.ceil(window / OLDER);
  const merged: Pick<Cells, 'at' | 'calls'> = { at: [], calls: [] };
  for (let index = 0; index < edge; index++) {
    const at = (cells.at[index] ?? 0) - ((cells.at[index] ?? 0) % stretch);
    const calls = cells.calls[index] ?? 0;
    const known = merged.at.length - 1;
    if (merged.at[known] === at) merged.calls[known] = (merged.calls[known] ?? 0) + calls;
    else {
      merged.at.push(at);
      merged.calls.push(calls);
    }
  }
  cells.at = [...merged.at, ...cells.at.slice(edge)];
  cells.calls = [...merged.calls, ...cells.calls.slice(edge)];
  const last = cells.at.at(-1) ?? 0;
  cells.head = cells.at.findIndex((at) => at > last - window);
  cells.sum = cells.calls.slice(cells.head).reduce((sum, calls) => sum + calls, 0);
}

function place(cells: Cells, at: number, calls: number): { index: number; isNew: boolean } {
  let index = cells.at.length;
  while (index > 0 && (cells.at[index - 1] ?? 0) > at) index--;
  if (index > 0 && cells.at[index - 1] === at) {
    cells.calls[index - 1] = (cells.calls[index - 1] ?? 0) + calls;
    return { index: index - 1, isNew: false };
  }
  if (index === cells.at.length) {
    cells.at.push(at);
    cells.calls.push(calls);
  } else {
    cells.at.splice(index, 0, at);
    cells.calls.splice(index, 0, calls);
  }
  return { index, isNew: true };
}

/**
 * Adds calls at their place and visits each window that holds them and ends with a cell, the latest first; `isNew` when the
 * window's last cell had no calls before. Calls in order of time take a constant time, late ones as long as they are late.
 */
export function addCalls(
  cells: Cells,
  { at, calls, window }: { at: number; calls: number; window: number },
  visit: (span: Span, isNew: boolean) => void,
): void {
  const before = cells.at.at(-1) ?? -Infinity;
  const { index, isNew } = place(cells, at, calls);
  const last = cells.at.at(-1) ?? at;
  if (at > last - window) cells.sum += calls;
  else if (isNew) cells.head++;
  if (at > before) {
    for (; (cells.at[cells.head] ?? last) <= last - window; cells.head++) cells.sum -= cells.calls[cells.head] ?? 0;
  }
  let { head: first, sum } = cells;
  for (let end = cells.at.length - 1; end >= index; end--) {
    if ((cells.at[end] ?? 0) < at + window) visit({ first, last: end, sum }, isNew && end === index);
    if (end === index) return;
    sum -= cells.calls[end] ?? 0;
    const oldest = (cells.at[end - 1] ?? 0) - window;
    for (; first > 0 && (cells.at[first - 1] ?? oldest) > oldest; first--) sum += cells.calls[first - 1] ?? 0;
  }
}

/** Calls in the cells from `from` up to `to`, both inside. */
export function callsBetween(cells: Cells, from: number, to: number): number {
  let sum = 0;
  for (let i = cells.at.length - 1; i >= 0; i--) {
    const at = cells.at[i] ?? 0;
    if (at < from) break;
    if (at <= to) sum += cells.calls[i] ?? 0;
  }
  return sum;
}

interface Stretch {
  window: number;
  limit: number;
  /** In cells. */
  enough: number;
}

/**
 * Is there a stretch of `enough` cells from one with calls to another, the cell `at` near, in which every window, whichever cell
 * it ends with, had more than `limit` calls? `since` is where the one began that goes on at the latest cell; null for none.
 */
export function stretchOver(
  cells: Cells,
  at: number,
  { window, limit, enough }: Stretch,
): { isLong: boolean; since: number | null } {
  let index = cells.at.length - 1;
  while (index > 0 && (cells.at[index] ?? 0) > at - enough + 1) index--;
  let first = index;
  let sum = 0;
  let since: number | null = null;
  const reach = (end: number): void => {
    for (; first < index && (cells.at[first] ?? 0) <= end - window; first++) sum -= cells.calls[first] ?? 0;
  };
  for (; first > 0 && (cells.at[first - 1] ?? 0) > (cells.at[index] ?? 0) - window; first--) {
    sum += cells.calls[first - 1] ?? 0;
  }
  for (; index < cells.at.length; index++) {
    const end = cells.at[index] ?? 0;
    // between two cells with calls a window only loses: it is least just before the later one
    reach(end - 1);
    if (sum <= limit) since = null;
    reach(end);
    sum += cells.calls[index] ?? 0;
    if (sum <= limit) since = null;
    else since ??= end;
    if (since !== null && end - since + 1 >= enough) return { isLong: true, since };
  }
  return { isLong: false, since };
}
