import type { PendingTotals } from '../../rollups';
import { AppError } from '../../shared';
import { eachWithinBudget, findIndexed, isOutOfTime, scanCalls, walkSpans } from '../../storage';
import type { CallCursor, FoundCall, Sql } from '../../storage';
import type { Range } from '../range/params';
import { loadMasks } from './load-masks';
import { pagesOf, planParts, scanParts } from './plan-parts';
import type { Part } from './plan-parts';
import type { ResolvedFilter } from './resolve-filter';
import { wayOf } from './way-of';

const US_PER_MS = 1_000;
const BUDGET_MS = 1_000;
/** The first part has this long, whatever the budget: every page must get on, or nobody ever comes to its end. */
const FIRST_PART_MS = 10_000;

/** Calls of a stretch that a small index is read for at once: few of them stand in it. */
const INDEXED_ROWS = 1_000_000;

export interface CallSearch extends Range, ResolvedFilter {
  /** Only what is older than this. */
  before: CallCursor;
  limit: number;
  pending: readonly PendingTotals[];
  /** Milliseconds that the search may take; a second unless told. */
  budgetMs?: number | undefined;
  /** Milliseconds of a clock that only moves forward. */
  clock(): number;
}

export interface CallsFound {
  rows: FoundCall[];
  /** Set when the time was up: nothing older than this was looked at. */
  searchedBackTo: Date | null;
}

/** What to look through, newest first; a page is planned when it is reached, and its end is told, too. */
async function* partsOf(sql: Sql, search: CallSearch, wanted: () => number): AsyncGenerator<Part> {
  const way = wayOf(search);
  if (way === 'traced') return yield { from: search.from, to: search.to, spans: null };
  for (const page of pagesOf(search)) {
    const masks = await loadMasks(sql, search.covered, { window: page, pending: search.pending });
    if (way === 'flagged') yield* scanParts(page, masks.all, INDEXED_ROWS);
    else yield* planParts(page, masks, { wanted: wanted() });
    yield { from: page.from, to: page.from, spans: [] };
  }
}

interface Looking extends Part {
  limit: number;
  /** A stretch before held less than was wanted: this one may well, too. */
  sparse: boolean;
}

async function lookThrough(sql: Sql, search: CallSearch, part: Looking): Promise<FoundCall[]> {
  const { spans, limit, sparse } = part;
  if (spans?.length === 0) return [];
  const way = wayOf(search);
  const window = { from: part.from, to: part.to, before: search.before, limit };
  if (way !== 'masks') return findIndexed(sql, search.filter, { ...window, way });
  if (spans) return walkSpans(sql, search.filter, { ...window, spans });
  return scanCalls(sql, search.filter, { ...window, asWhole: sparse });
}

/** Is this older than the place where the page began? Only then does the next page begin elsewhere. */
const isPast = (at: Date, { before }: CallSearch): boolean => at.getTime() * US_PER_MS < Number(before.at);

/**
 * Calls that match, newest first, up to `limit`, within the budget: what was found by then and how far back it looked, which
 * is always further than before. The rollups tell which minutes can hold a match; the row itself decides. Other reads may go
 * on beside it; running out of time ends its snapshot. Throws `timeout` when not even the first part could be read.
 */
export async function findCalls(sql: Sql, search: CallSearch): Promise<CallsFound> {
  const deadline = search.clock() + (search.budgetMs ?? BUDGET_MS);
  const rows: FoundCall[] = [];
  const wanted = (): number => search.limit - rows.length;
  let searchedBackTo = search.to;
  let sparse = false;
  try {
    for await (const part of partsOf(sql, search, wanted)) {
      const gotOn = isPast(searchedBackTo, search);
      const leftMs = deadline - search.clock();
      if (gotOn && leftMs <= 0) return { rows, searchedBackTo };
      const limit = wanted();
      const withinMs = gotOn ? leftMs : Math.max(leftMs, FIRST_PART_MS);
      rows.push(...(await lookThrough(eachWithinBudget(sql, withinMs), search, { ...part, limit, sparse })));
      if (wanted() <= 0) break;
      searchedBackTo = part.from;
      sparse ||= part.spans === null;
    }
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    if (!isPast(searchedBackTo, search))
      throw new AppError('timeout', 'the calls could not be read in time: try again');
    return { rows, searchedBackTo };
  }
  return { rows, searchedBackTo: null };
}
