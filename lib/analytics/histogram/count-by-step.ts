import type { PendingTotals } from '../../rollups';
import { countCalls, isOutOfTime, withinBudget } from '../../storage';
import type { CallCount, Sql } from '../../storage';
import type { Range } from '../range/params';
import { loadMasks } from '../search/load-masks';
import { pagesOf, planCount, scanParts } from '../search/plan-parts';
import type { Part } from '../search/plan-parts';
import type { ResolvedFilter } from '../search/resolve-filter';
import { wayOf } from '../search/way-of';

const BUDGET_MS = 1_000;
/** Calls of a stretch that a small index is read for at once: few of them stand in it. */
const INDEXED_ROWS = 2_000_000;

export type StepCount = Omit<CallCount, 'bucket'>;

export interface CountQuery extends Range, ResolvedFilter {
  stepSeconds: number;
  pending: readonly PendingTotals[];
  /** Milliseconds that the count may take; a second unless told. */
  budgetMs?: number | undefined;
}

export interface Counted {
  /** By start of the step, seconds since the epoch. */
  steps: Map<number, StepCount>;
  /** Set when the time was up: nothing older than this was counted. */
  searchedBackTo: Date | null;
}

async function* partsOf(sql: Sql, query: CountQuery): AsyncGenerator<Part> {
  const way = wayOf(query);
  if (way === 'traced') return yield { from: query.from, to: query.to, spans: null };
  for (const page of pagesOf(query)) {
    const masks = await loadMasks(sql, query.covered, { window: page, pending: query.pending });
    yield* way === 'flagged' ? scanParts(page, masks.all, INDEXED_ROWS) : planCount(page, masks);
    yield { from: page.from, to: page.from, spans: [] };
  }
}

export function addStep(steps: Map<number, StepCount>, { bucket, ...count }: CallCount): void {
  const known = steps.get(bucket) ?? { calls: 0, clientErrors: 0, serverErrors: 0 };
  steps.set(bucket, {
    calls: known.calls + count.calls,
    clientErrors: known.clientErrors + count.clientErrors,
    serverErrors: known.serverErrors + count.serverErrors,
  });
}

async function countPart(sql: Sql, query: CountQuery, part: Part & { withinMs: number }): Promise<CallCount[]> {
  if (part.spans?.length === 0) return [];
  const way = wayOf(query);
  const { from, to, spans } = part;
  const window = { from, to, spans, stepSeconds: query.stepSeconds, way: way === 'masks' ? null : way };
  return withinBudget(sql, part.withinMs, () => countCalls(sql, query.filter, window));
}

/** Counts calls themselves, newest first, within the budget. Must be the last read of its snapshot. */
export async function countByStep(sql: Sql, query: CountQuery): Promise<Counted> {
  const deadline = performance.now() + (query.budgetMs ?? BUDGET_MS);
  const steps = new Map<number, StepCount>();
  let searchedBackTo = query.to;
  try {
    for await (const part of partsOf(sql, query)) {
      const withinMs = deadline - performance.now();
      if (withinMs <= 0) return { steps, searchedBackTo };
      for (const count of await countPart(sql, query, { ...part, withinMs })) addStep(steps, count);
      searchedBackTo = part.from;
    }
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    return { steps, searchedBackTo };
  }
  return { steps, searchedBackTo: null };
}
