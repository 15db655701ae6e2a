import type { Sql } from '../core/storage';
import { ENDPOINT_SUMS } from './columns';
import type { Tier } from './columns';
import { bucketSql, sumsOf, sumsSql, tierSql } from './read-query';
import type { TextSums, TierQuery } from './read-query';

/** `total` = the project's own row, `each` = every endpoint, else those with these ids. */
export type EndpointChoice = 'total' | 'each' | readonly number[];

export interface EndpointQuery extends TierQuery {
  endpoints: EndpointChoice;
  /** So many of ENDPOINT_SUMS, from the first; all unless told. */
  sums?: number | undefined;
}

export interface SumsRow {
  id: number;
  /** Seconds since the epoch. */
  bucket: number;
  /** In the order of ENDPOINT_SUMS or CONSUMER_SUMS. */
  sums: number[];
}

export interface LatencyRow extends SumsRow {
  /** Array literal of the histograms of all its rows, one after the other, packed as the tier packs them. */
  latency: string;
}

function statement({ projectId, environmentIds, endpoints, segment, stepSeconds, sums }: EndpointQuery, more = '') {
  const ids = endpoints === 'total' ? [0] : endpoints === 'each' ? null : endpoints;
  const { source } = segment;
  const rows = tierSql(`endpoint_${source}`, ids === null ? null : { column: 'endpoint_id', unit: source });
  return {
    text: `select endpoint_id id, ${bucketSql('r.at', '$6')} bucket, ${sumsSql(ENDPOINT_SUMS.slice(0, sums))} sums${more}
      from ${rows} ${ids === null ? 'where endpoint_id <> 0 and $5::int[] is null' : ''} group by 1, 2`,
    values: [projectId, environmentIds, segment.from, segment.to, ids, stepSeconds ?? 0],
  };
}

/** Sums by endpoint and bucket from minutes, hours or days. */
export async function readEndpointSums(sql: Sql, query: EndpointQuery): Promise<SumsRow[]> {
  const { text, values } = statement(query);
  const { rows } = await sql.query<TextSums<SumsRow>>(text, values);
  return rows.map(({ id, bucket, sums }) => ({ id, bucket, sums: sumsOf(sums) }));
}

/** The same with histograms, which are not merged: doing that in JS takes a third of the time that it takes in SQL. */
export async function readEndpointLatency(sql: Sql, query: EndpointQuery): Promise<LatencyRow[]> {
  const { text, values } = statement(
    query,
    `, '{' || coalesce(string_agg(nullif(array_to_string(latency, ','), ''), ','), '') || '}' latency`,
  );
  const { rows } = await sql.query<TextSums<LatencyRow>>(text, values);
  return rows.map(({ id, bucket, sums, latency }) => ({ id, bucket, sums: sumsOf(sums), latency }));
}

export interface OneEndpoint {
  projectId: number;
  environmentIds: readonly number[];
  /** 0 = all together. */
  endpointId: number;
  /** Whole hours, or whole minutes or days where these are told. */
  from: Date;
  to: Date;
}

const oneEndpoint = ({ projectId, environmentIds, from, to, endpointId }: OneEndpoint): unknown[] => [
  projectId,
  environmentIds,
  from,
  to,
  [endpointId],
];

/** Of a minute, an hour or a day. */
export interface Mark {
  mark: string;
  calls: number;
}

/**
 * A mark of each minute, hour or day (seconds since the epoch) that has calls: whatever changes one of its parts changes it in the
 * same transaction, and its mark with it. Calls that are added to anything change the marks of endpoint 0.
 */
export async function readMarks(
  sql: Sql,
  { tier, ...query }: OneEndpoint & { tier: Tier },
): Promise<Map<number, Mark>> {
  const { rows } = await sql.query<Mark & { at: number }>(
    `select extract(epoch from r.at)::float8 as at, md5(string_agg(r::text, ' ' order by r.environment_id)) mark,
       sum(r.calls)::float8 calls
     from ${tierSql(`endpoint_${tier}`, { column: 'endpoint_id', unit: tier })} group by 1`,
    oneEndpoint(query),
  );
  return new Map(rows.map(({ at, mark, calls }) => [at, { mark, calls }]));
}

export interface EndpointMinute {
  /** Seconds since the epoch. */
  at: number;
  sums: number[];
  /** Array literal. */
  latency: string;
}

/** Minutes as they are stored, those of several environments one after the other. */
export async function readEndpointMinutes(sql: Sql, query: OneEndpoint): Promise<EndpointMinute[]> {
  const { rows } = await sql.query<TextSums<EndpointMinute>>(
    `select extract(epoch from r.at)::float8 as at, concat_ws(',', ${ENDPOINT_SUMS.join(', ')}) sums, latency::text latency
     from ${tierSql('endpoint_minute', { column: 'endpoint_id', unit: 'minute' })}`,
    oneEndpoint(query),
  );
  return rows.map(({ at, sums, latency }) => ({ at, sums: sumsOf(sums), latency }));
}
