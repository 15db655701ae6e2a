import type { PendingTotals } from '../../rollups';
import type { Coming, ComingConsumer, ConsumerMove } from '../../shared';
import { countMovedBy, shareMovedBy } from '../../stats';
import { findConsumersById } from '../../storage';
import type { ConsumerName, Sql } from '../../storage';
import { consumerCells } from '../cells/consumer-cells';
import type { Cell, Grid } from '../cells/grid';
import { C } from '../measures/columns';
import { consumerValue } from '../measures/measure-value';
import { seenTimes, waitingTimesOf } from '../measures/seen-times';
import type { Range } from '../range/params';
import { requireKeptEnds } from '../range/require-kept';
import { consumerSegments } from '../range/segments';
import { isTold } from './endpoint-moves';
import type { MoveQuery } from './endpoint-moves';
import { rankMoves } from './rank-moves';

const SHOWN = 12;
const SHOWN_COMING = 10;
/** Were both spans alike, all of so many calls would lie in one of them once in a thousand times: 2^-10. */
const PROVES_SILENCE = 10;

export interface ConsumerMoves {
  consumers: ConsumerMove[];
  fresh: Coming;
  /** Null, as the next, where a silence proves nothing. */
  returning: Coming | null;
  gone: Coming | null;
}

interface Pair {
  name: string;
  seen: { firstSeenAt: string; lastSeenAt: string };
  now: Cell;
  before: Cell;
}

const callsOf = ({ sums }: Cell): number => sums[C.calls] ?? 0;
const shareOf = (cell: Cell) => ({ part: (cell.sums[C.s4xx] ?? 0) + (cell.sums[C.s5xx] ?? 0), whole: callsOf(cell) });

function movesOf({ name, now, before }: Pair): ConsumerMove[] {
  const calls = callsOf(now);
  const values = (measure: 'calls' | 'error_ratio') => ({
    now: consumerValue(measure, now),
    before: consumerValue(measure, before),
  });
  const errors = shareMovedBy(shareOf(now), shareOf(before));
  return [
    { name, measure: 'calls', ...values('calls'), movedBy: countMovedBy(calls, callsOf(before)), calls },
    { name, measure: 'error_ratio', ...values('error_ratio'), movedBy: errors, calls },
  ];
}

function coming(pairs: readonly Pair[], cellOf: (pair: Pair) => Cell): Coming {
  const items = pairs
    .map((pair): ComingConsumer => ({ name: pair.name, calls: callsOf(cellOf(pair)), ...pair.seen }))
    .toSorted((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1));
  return { items: items.slice(0, SHOWN_COMING), count: items.length };
}

function sortOut(pairs: readonly Pair[], query: MoveQuery): ConsumerMoves {
  const fromMs = query.now.from.getTime();
  const isFresh = ({ seen, now }: Pair): boolean => callsOf(now) > 0 && Date.parse(seen.firstSeenAt) >= fromMs;
  const isBack = (pair: Pair): boolean =>
    !isFresh(pair) && callsOf(pair.before) === 0 && callsOf(pair.now) >= PROVES_SILENCE;
  const isGone = ({ now, before }: Pair): boolean => callsOf(now) === 0 && callsOf(before) >= PROVES_SILENCE;
  const staying = pairs.filter((pair) => callsOf(pair.now) > 0 && callsOf(pair.before) > 0);
  return {
    consumers: rankMoves(staying.flatMap(movesOf).filter((move) => isTold(move, query))).slice(0, SHOWN),
    fresh: coming(pairs.filter(isFresh), ({ now }) => now),
    returning: query.tookCalls ? coming(pairs.filter(isBack), ({ now }) => now) : null,
    gone: query.tookCalls ? coming(pairs.filter(isGone), ({ before }) => before) : null,
  };
}

function pairsOf(
  { now, before }: { now: Grid; before: Grid },
  names: ReadonlyMap<number, ConsumerName>,
  pending: readonly PendingTotals[],
): Pair[] {
  const waiting = waitingTimesOf(pending);
  return [...names.values()].map((named) => ({
    name: named.name,
    seen: seenTimes(named, 'consumers', waiting),
    now: now.find(named.id, 0) ?? now.empty(),
    before: before.find(named.id, 0) ?? before.empty(),
  }));
}

/**
 * Consumers whose calls or error ratio moved more than chance explains, and those that came, came back or went. Throws
 * `timeout` when the edges of a span would have to be read from too many calls; the snapshot is over then.
 */
export async function consumerMoves(
  sql: Sql,
  query: MoveQuery,
  pending: readonly PendingTotals[],
): Promise<ConsumerMoves> {
  const gridOf = (span: Range): Promise<Grid> => {
    const segments = consumerSegments(span, { ...query, now: query.at, stepSeconds: null });
    requireKeptEnds(segments, query.rawSinceMs);
    return consumerCells(sql, { ...query, now: query.at, segments, stepSeconds: null, consumerIds: null }, pending);
  };
  const grids = { now: await gridOf(query.now), before: await gridOf(query.before) };
  const ids = [...new Set([...grids.now.ids(), ...grids.before.ids()])];
  const names = await findConsumersById(sql, query.projectId, ids);
  return sortOut(pairsOf(grids, names, pending), query);
}
