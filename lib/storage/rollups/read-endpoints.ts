import type { Sql } from '../core/storage';
import { ENDPOINT_SUMS } from './columns';
import { bucketSql, sumsSql } from './read-query';
import type { TierQuery } from './read-query';

/** `total` = the project's own row, `each` = every endpoint, else those with these ids. */
export type EndpointChoice = 'total' | 'each' | readonly number[];

export interface EndpointQuery extends TierQuery {
  endpoints: EndpointChoice;
}

export interface SumsRow {
  id: number;
  /** Seconds since the epoch. */
  bucket: number;
  /** In the order of ENDPOINT_SUMS or CONSUMER_SUMS. */
  sums: number[];
}

export interface LatencyRow {
  id: number;
  bucket: number;
  /** Array literal, packed as the tier packs it. */
  latency: string;
}

function filter({ projectId, environmentIds, endpoints, segment, stepSeconds }: EndpointQuery) {
  const ids = endpoints === 'total' ? [0] : endpoints === 'each' ? null : endpoints;
  return {
    where: `project_id = $1 and environment_id = any($2::smallint[]) and at >= $3 and at < $4
      and case when $5::int[] is null then endpoint_id <> 0 else endpoint_id = any($5::int[]) end`,
    values: [projectId, environmentIds, segment.from, segment.to, ids, stepSeconds ?? 0],
  };
}

/** Sums by endpoint and bucket from minutes, hours or days, over the primary key. */
export async function readEndpointSums(sql: Sql, query: EndpointQuery): Promise<SumsRow[]> {
  const { where, values } = filter(query);
  const { rows } = await sql.query<SumsRow>(
    `select endpoint_id id, ${bucketSql('at', '$6')} bucket, ${sumsSql(ENDPOINT_SUMS)} sums
     from endpoint_${query.segment.source} where ${where} group by 1, 2`,
    values,
  );
  return rows;
}

/** Histograms of the same rows, one by one: merging them in JS takes a third of the time it takes in SQL. */
export async function readEndpointLatency(sql: Sql, query: EndpointQuery): Promise<LatencyRow[]> {
  const { where, values } = filter(query);
  const { rows } = await sql.query<LatencyRow>(
    `select endpoint_id id, ${bucketSql('at', '$6')} bucket, latency::text latency
     from endpoint_${query.segment.source} where ${where}`,
    values,
  );
  return rows;
}
