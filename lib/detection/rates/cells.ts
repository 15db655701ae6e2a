/** How a policy's window is cut: up to an hour into whole seconds, a longer one into 3,600 cells at most. */
export interface Window {
  cellSeconds: number;
  /** Of the window. No more than it: what is over in so many cells is over in the window. */
  cells: number;
}

const MOST_CELLS = 3_600;

export function windowOf(windowSeconds: number): Window {
  const cellSeconds = Math.ceil(windowSeconds / MOST_CELLS);
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
