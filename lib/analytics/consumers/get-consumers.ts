import { z } from 'zod';
import { cursorParam, limitParam, requirePermission, requireProject, writeCursor } from '../../access';
import type { Context } from '../../access';
import type { ConsumerItem, ConsumersAnswer } from '../../shared';
import { findConsumersById } from '../../storage';
import type { ConsumerName, Sql } from '../../storage';
import { consumerCells } from '../cells/consumer-cells';
import type { Cell, Grid } from '../cells/grid';
import { loadPending } from '../cells/load-pending';
import { C } from '../measures/columns';
import { consumerTotalsOf } from '../measures/consumer-totals';
import { seenTimes, waitingTimesOf } from '../measures/seen-times';
import type { WaitingTimes } from '../measures/seen-times';
import { spanOf } from '../overview/period';
import type { WholeQuery } from '../overview/rank';
import { comparisonParam, rangeParams, requireRange, scopeOf } from '../range/params';
import { consumerSegments } from '../range/segments';
import { widenToKept } from '../range/widen-to-kept';
import { callsBefore } from './calls-before';

const DEFAULT_LIMIT = 100;

/** Calls and id of the last consumer of a page. */
const place = z.tuple([z.number(), z.int()]);

export const consumersInput = z.object({
  ...rangeParams,
  vs: comparisonParam.optional(),
  limit: limitParam(DEFAULT_LIMIT),
  cursor: cursorParam(place).optional(),
});
export type ConsumersInput = z.output<typeof consumersInput>;

interface Ranked {
  id: number;
  calls: number;
  cell: Cell;
}

interface Read {
  /** The busiest first, by id among equals. */
  ranked: Ranked[];
  page: Ranked[];
  names: Map<number, ConsumerName>;
  before: Grid | null;
  waiting: WaitingTimes;
}

async function readConsumers(
  ctx: Context,
  sql: Sql,
  { query, input }: { query: WholeQuery; input: ConsumersInput },
): Promise<Read> {
  const segments = consumerSegments(query, { ...query, stepSeconds: null });
  const pending = await loadPending(ctx.storage, sql, query.projectId);
  const grid = await consumerCells(sql, { ...query, segments, stepSeconds: null, consumerIds: null }, pending);
  const ranked = grid
    .ids()
    .map((id): Ranked => {
      const cell = grid.find(id, 0) ?? grid.empty();
      return { id, calls: cell.sums[C.calls] ?? 0, cell };
    })
    .sort((a, b) => b.calls - a.calls || a.id - b.id);
  const [calls = Infinity, after = 0] = input.cursor ?? [];
  const rest = ranked.filter((one) => one.calls < calls || (one.calls === calls && one.id > after));
  const page = rest.slice(0, input.limit + 1);
  const ids = page.map(({ id }) => id);
  const names = await findConsumersById(sql, query.projectId, ids);
  const before = input.vs ? await callsBefore({ sql, pending }, { ...query, vs: input.vs }, ids) : null;
  return { ranked, page, names, before, waiting: waitingTimesOf(pending) };
}

function toItems({ id, cell }: Ranked, { names, before, waiting }: Read): ConsumerItem[] {
  const named = names.get(id);
  if (!named) return [];
  const { calls, errors, errorRatio, meanMs, bytesIn, bytesOut, rateLimited } = consumerTotalsOf(cell);
  const times = seenTimes(named, 'consumers', waiting);
  const previousCalls = before && (before.find(id, 0)?.sums[C.calls] ?? 0);
  return [
    { name: named.name, calls, previousCalls, errors, errorRatio, meanMs, bytesIn, bytesOut, rateLimited, ...times },
  ];
}

/**
 * Consumers of a range, the busiest first, `limit` at a time; with `vs` each with its calls in what the range is compared with.
 * In whole hours or days where no smaller parts are kept. Calls without a consumer are nobody's.
 */
export async function getConsumers(ctx: Context, input: ConsumersInput): Promise<ConsumersAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  requireRange(input);
  const scope = scopeOf(ctx, requireProject(ctx), input.environment);
  const asked = { ...scope, from: input.from, to: input.to, now: ctx.now() };
  const query: WholeQuery = { ...asked, ...widenToKept({ ...asked, segmentsBy: consumerSegments }) };
  const read = await ctx.storage.snapshot((sql) => readConsumers(ctx, sql, { query, input }));
  const shown = read.page.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    ...spanOf(query),
    consumers: shown.flatMap((one) => toItems(one, read)),
    count: read.ranked.length,
    nextCursor: read.page.length > input.limit && last ? writeCursor([last.calls, last.id]) : null,
  };
}
