import type { PendingTotals } from '../../rollups';
import type { EndpointMove, Move } from '../../shared';
import { countMovedBy, quantileMovedBy, shareMovedBy } from '../../stats';
import { findEndpointsById } from '../../storage';
import type { EndpointChoice, Sql } from '../../storage';
import { endpointCells } from '../cells/endpoint-cells';
import type { Cell, Grid } from '../cells/grid';
import type { WorkTime } from '../cells/work-time';
import { E } from '../measures/columns';
import { endpointValue } from '../measures/measure-value';
import type { Range, Scope } from '../range/params';
import { requireKeptEnds } from '../range/require-kept';
import { endpointSegments } from '../range/segments';
import type { MoveSpans } from './move-spans';
import { rankMoves } from './rank-moves';

/** Histograms are read of the busiest only: those with fewer calls prove nothing of a percentile. */
const WITH_LATENCY = 200;
const SHOWN = 12;
/** Of all, calls by status class are enough. */
const COUNTS = E.s5xx + 1;

export interface MoveQuery extends Scope, MoveSpans {
  at: Date;
  /** Whether numbers of calls can be compared, and not ratios and latencies alone. */
  tookCalls: boolean;
  time: WorkTime;
}

interface Pair {
  id: number;
  now: Cell;
  before: Cell;
}

const errorsOf = ({ sums }: Cell): number => (sums[E.s4xx] ?? 0) + (sums[E.s5xx] ?? 0);
const callsOf = ({ sums }: Cell): number => sums[E.calls] ?? 0;
const shareOf = (cell: Cell) => ({ part: errorsOf(cell), whole: callsOf(cell) });

type Moved = Omit<Move, 'calls'> & { id: number; calls: number };

function countMoves({ id, now, before }: Pair): Moved[] {
  const calls = callsOf(now);
  const values = (measure: 'calls' | 'error_ratio') => ({
    now: endpointValue(measure, now),
    before: endpointValue(measure, before),
  });
  return [
    { id, measure: 'calls', ...values('calls'), movedBy: countMovedBy(calls, callsOf(before)), calls },
    {
      id,
      measure: 'error_ratio',
      ...values('error_ratio'),
      movedBy: shareMovedBy(shareOf(now), shareOf(before)),
      calls,
    },
  ];
}

/** Numbers of calls are not told where they cannot be compared. */
export const isTold = ({ measure }: Pick<Move, 'measure'>, query: MoveQuery): boolean =>
  measure !== 'calls' || query.tookCalls;

const latencyMove = ({ id, now, before }: Pair): Moved => ({
  id,
  measure: 'p95_ms',
  now: endpointValue('p95_ms', now),
  before: endpointValue('p95_ms', before),
  movedBy: quantileMovedBy(now.latency, before.latency, 0.95),
  calls: callsOf(now),
});

type Read = (endpoints: EndpointChoice, latency: boolean) => Promise<Pair[]>;

function reader(sql: Sql, query: MoveQuery, pending: readonly PendingTotals[]): Read {
  const gridOf = (span: Range, endpoints: EndpointChoice, latency: boolean): Promise<Grid> => {
    const segments = endpointSegments(span, { ...query, now: query.at, stepSeconds: null });
    requireKeptEnds(segments, query.rawSinceMs);
    const whole = { ...query, now: query.at, segments, stepSeconds: null };
    return endpointCells(sql, { ...whole, endpoints, latency, sums: latency ? undefined : COUNTS }, pending);
  };
  return async (endpoints, latency) => {
    const now = await gridOf(query.now, endpoints, latency);
    const before = await gridOf(query.before, endpoints, latency);
    const ids = new Set([...now.ids(), ...before.ids()]);
    const cell = (grid: Grid, id: number): Cell => grid.find(id, 0) ?? grid.empty();
    return [...ids].map((id) => ({ id, now: cell(now, id), before: cell(before, id) }));
  };
}

/** Endpoints whose calls, error ratio or p95 moved more than chance explains, the furthest first. */
export async function endpointMoves(
  sql: Sql,
  query: MoveQuery,
  pending: readonly PendingTotals[],
): Promise<EndpointMove[]> {
  const read = reader(sql, query, pending);
  const pairs = await read('each', false);
  const busiest = pairs
    .toSorted((a, b) => callsOf(b.now) + callsOf(b.before) - callsOf(a.now) - callsOf(a.before))
    .slice(0, WITH_LATENCY)
    .map(({ id }) => id);
  const timed = busiest.length === 0 ? [] : await read(busiest, true);
  const all = [...pairs.flatMap(countMoves), ...timed.map(latencyMove)];
  const moves = rankMoves(all.filter((move) => isTold(move, query))).slice(0, SHOWN);
  const names = await findEndpointsById(
    sql,
    query.projectId,
    moves.map(({ id }) => id),
  );
  return moves.flatMap(({ id, ...move }) => {
    const name = names.get(id);
    return name ? [{ id, method: name.method, route: name.route, ...move }] : [];
  });
}
