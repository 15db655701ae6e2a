import type { PendingTotals } from '../../rollups';
import { isOutOfTime, scanCalls, walkMinutes, withinBudget } from '../../storage';
import type { CallCursor, FoundCall, Sql } from '../../storage';
import type { Range } from '../range/params';
import { commonMinutes } from './hour-masks';
import { loadMasks } from './load-masks';
import type { LoadedMasks, MaskedFilter } from './load-masks';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Rows that a scan may be expected to pass over; beyond, the minutes that hold a match are visited one by one. */
const DENSE_ROWS = 50_000;
const WALK_BATCHES = [2, 8, 32, 64];
const BUDGET_MS = 1_000;

export interface CallSearch extends Range {
  filter: MaskedFilter;
  /** Only what is older than this. */
  before: CallCursor;
  limit: number;
  pending: readonly PendingTotals[];
  /** Milliseconds of a clock that only moves forward. */
  clock(): number;
}

export interface CallsFound {
  rows: FoundCall[];
  /** Set when the time was up: nothing older than this was looked at. */
  searchedBackTo: Date | null;
}

/** A stretch to look through; minutes given = only those, else every call of it. */
interface Part extends Range {
  minutes: number[] | null;
}

/** The range from its end backwards in pages of a day, a week and the rest. */
function pages({ from, to }: Range): Range[] {
  const edges = [to.getTime(), to.getTime() - DAY_MS, to.getTime() - 8 * DAY_MS]
    .map((ms, index) => (index === 0 ? ms : Math.floor(ms / HOUR_MS) * HOUR_MS))
    .filter((ms) => ms > from.getTime());
  return edges.map((end, index) => ({ from: new Date(edges[index + 1] ?? from.getTime()), to: new Date(end) }));
}

function scanParts({ from, to }: Range, { all }: LoadedMasks): Part[] {
  const parts: Part[] = [];
  let end = to;
  let rows = 0;
  for (const { hour, calls } of all.newestFirst()) {
    rows += calls;
    const start = new Date(Math.max(from.getTime(), hour * 1000));
    if (rows < DENSE_ROWS || start >= end) continue;
    parts.push({ from: start, to: end, minutes: null });
    end = start;
    rows = 0;
  }
  return from < end ? [...parts, { from, to: end, minutes: null }] : parts;
}

function walkParts({ from, to }: Range, minutes: readonly number[]): Part[] {
  const inside = minutes.filter((second) => second * 1000 < to.getTime() && (second + 60) * 1000 > from.getTime());
  const parts: Part[] = [];
  for (let start = 0, batch = 0; start < inside.length; batch++) {
    const size = WALK_BATCHES[Math.min(batch, WALK_BATCHES.length - 1)] ?? 1;
    const chosen = inside.slice(start, start + size);
    const oldest = (chosen.at(-1) ?? 0) * 1000;
    parts.push({ from: new Date(Math.max(from.getTime(), oldest)), to, minutes: chosen });
    start += size;
  }
  return parts;
}

/** Chooses the way by density: calls that match against calls that a scan would pass over. */
function planPage(page: Range, masks: LoadedMasks, wanted: number): Part[] {
  const minutes = commonMinutes(masks.filters);
  if (minutes.length === 0) return [];
  const matching = Math.max(1, Math.min(...masks.filters.map(({ calls }) => calls)));
  const expectedScan = (wanted * masks.all.calls) / matching;
  return expectedScan <= DENSE_ROWS ? scanParts(page, masks) : walkParts(page, minutes);
}

/** What to look through, newest first; a page is planned when it is reached. */
async function* partsOf(sql: Sql, search: CallSearch, wanted: () => number): AsyncGenerator<Part> {
  for (const page of pages(search)) {
    const masks = await loadMasks(sql, search.filter, { window: page, pending: search.pending });
    yield* planPage(page, masks, wanted());
  }
}

function lookThrough(sql: Sql, search: CallSearch, part: Part & { limit: number }): Promise<FoundCall[]> {
  const window = { from: part.from, to: part.to, before: search.before, limit: part.limit };
  const { minutes } = part;
  return minutes ? walkMinutes(sql, search.filter, { ...window, minutes }) : scanCalls(sql, search.filter, window);
}

/**
 * Calls that match, newest first, up to `limit`, within a second: what was found by then and how far back it looked. The
 * rollups tell which minutes can hold a match; the row itself decides. Must be the last read of its snapshot.
 */
export async function findCalls(sql: Sql, search: CallSearch): Promise<CallsFound> {
  const deadline = search.clock() + BUDGET_MS;
  const rows: FoundCall[] = [];
  const wanted = (): number => search.limit - rows.length;
  let searchedBackTo = search.to;
  try {
    for await (const part of partsOf(sql, search, wanted)) {
      const leftMs = deadline - search.clock();
      if (leftMs <= 0) return { rows, searchedBackTo };
      const limit = wanted();
      rows.push(...(await withinBudget(sql, leftMs, () => lookThrough(sql, search, { ...part, limit }))));
      if (wanted() <= 0) break;
      searchedBackTo = part.from;
    }
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    return { rows, searchedBackTo };
  }
  return { rows, searchedBackTo: null };
}
