import type { Sql } from '../core/storage';
import { CALLS_IN_WINDOW } from '../search/call-window';
import { pageByPage } from '../search/page-by-page';
import { beforeBit, bitOf, eachOf, groupOf, halvesSql, hasBit } from './consumer-group';
import type { StoredGroup } from './consumer-group';
import { daySql } from './read-query';

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

/**
 * Rows of whole days. Day by day over endpoint_consumers_day_pkey: `offset 0` keeps the planner from reading every day that is
 * kept, and joining those asked for.
 */
const dayRows = (columns: string, given: string): string =>
  `generate_series(${daySql('$3')}, ${daySql('$4')} - 1, interval '1 day') d(day)
   cross join unnest($2::smallint[]) e(id)
   cross join lateral (
     select ${columns} from endpoint_consumers_day
     where project_id = $1 and environment_id = e.id and day = d.day::date and ${given} offset 0) p`;

async function readConsumers(sql: Sql, query: PairQuery, endpointIds: readonly number[]): Promise<PairCalls[]> {
  const columns = `consumer_group, ${halvesSql('consumers')}, calls::text calls`;
  const { rows } = await sql.query<StoredGroup>(
    `select p.consumer_group, p.low, p.high, p.calls from ${dayRows(columns, 'endpoint_id = any($5::int[])')}`,
    [query.projectId, query.environmentIds, query.from, query.to, endpointIds],
  );
  const calls = new Map<number, number>();
  for (const row of rows) eachOf(row, (id, count) => calls.set(id, (calls.get(id) ?? 0) + count));
  return [...calls].map(([id, count]) => ({ id, calls: count }));
}

async function readEndpoints(sql: Sql, query: PairQuery, consumerId: number): Promise<PairCalls[]> {
  const columns = `endpoint_id, calls[${beforeBit('$6')} + 1] calls`;
  const { rows } = await sql.query<PairCalls>(
    `select p.endpoint_id id, sum(p.calls)::float8 calls
     from ${dayRows(columns, `consumer_group = $5::int and ${hasBit('$6')}`)} group by 1`,
    [query.projectId, query.environmentIds, query.from, query.to, groupOf(consumerId), bitOf(consumerId)],
  );
  return rows;
}

/** Calls of whole days, by the other side. */
export function readPairDays(sql: Sql, query: PairQuery): Promise<PairCalls[]> {
  const { of } = query;
  return 'endpointIds' in of ? readConsumers(sql, query, of.endpointIds) : readEndpoints(sql, query, of.consumerId);
}

/** The same from the calls of a window. */
export async function readPairCalls(sql: Sql, query: PairQuery): Promise<PairCalls[]> {
  const { of } = query;
  const [given, other, ids] =
    'endpointIds' in of
      ? ['endpoint_id', 'consumer_id', of.endpointIds]
      : ['consumer_id', 'endpoint_id', [of.consumerId]];
  const { rows } = await pageByPage(sql).query<PairCalls>(
    `select ${other} id, count(*)::float8 calls from call
     where ${CALLS_IN_WINDOW} and environment_id = any($4::smallint[]) and ${given} = any($5::int[]) and consumer_id <> 0
     group by 1`,
    [query.projectId, query.from, query.to, query.environmentIds, ids],
  );
  return rows;
}
