import type { Sql } from '../core/storage';
import { CALLS_IN_WINDOW } from '../search/call-window';

/** Pairs of endpoint and consumer, of an endpoint with all that counts as it, or of one consumer. */
export interface PairQuery {
  projectId: number;
  environmentIds: readonly number[];
  from: Date;
  to: Date;
  of: { endpointIds: readonly number[] } | { consumerId: number };
}

/** Calls of the other side of the pairs: a consumer or an endpoint. */
export interface PairCalls {
  id: number;
  calls: number;
}

const sides = ({ of }: PairQuery) =>
  'endpointIds' in of
    ? { given: 'endpoint_id', other: 'consumer_id', ids: of.endpointIds }
    : { given: 'consumer_id', other: 'endpoint_id', ids: [of.consumerId] };

/** Calls of whole days, by the other side. Day by day over endpoint_consumer_day_pkey. */
export async function readPairDays(sql: Sql, query: PairQuery): Promise<PairCalls[]> {
  const { given, other, ids } = sides(query);
  const { rows } = await sql.query<PairCalls>(
    `select p.${other} id, sum(p.calls)::float8 calls
     from generate_series(($3::timestamptz at time zone 'UTC')::date, ($4::timestamptz at time zone 'UTC')::date - 1, interval '1 day') d(day)
     cross join unnest($2::smallint[]) e(id)
     cross join lateral (
       select ${other}, calls from endpoint_consumer_day
       where project_id = $1 and environment_id = e.id and day = d.day::date and ${given} = any($5::int[])) p
     group by 1`,
    [query.projectId, query.environmentIds, query.from, query.to, ids],
  );
  return rows;
}

/** The same from the calls of a window. */
export async function readPairCalls(sql: Sql, query: PairQuery): Promise<PairCalls[]> {
  const { given, other, ids } = sides(query);
  const { rows } = await sql.query<PairCalls>(
    `select ${other} id, count(*)::float8 calls from call
     where ${CALLS_IN_WINDOW} and environment_id = any($4::smallint[]) and ${given} = any($5::int[]) and consumer_id <> 0
     group by 1`,
    [query.projectId, query.from, query.to, query.environmentIds, ids],
  );
  return rows;
}
