import type { Sql } from '../core/storage';
import { CONSUMER_SUMS, ENDPOINT_SUMS } from './columns';
import type { Tier } from './columns';
import { bucketSql, tierSql } from './read-query';

export interface TierRowsQuery {
  projectId: number;
  environmentIds: readonly number[];
  of: 'endpoint' | 'consumer';
  tier: Tier;
  /** Whole minutes, hours or days. */
  from: Date;
  to: Date;
  /** So many of ENDPOINT_SUMS or CONSUMER_SUMS, from the first. */
  columns: number;
  /** Whether histograms are read. */
  latency: boolean;
}

/** All rows of one minute, hour, day or step. */
export interface RowsText {
  /** Seconds since the epoch. */
  at: number;
  /**
   * Row by row its id and its sums with commas between them, then the array literal of an
   * endpoint's histogram, which is empty where none is read. In one text: the driver takes longer for a row than the database does.
   */
  rows: string;
}

const COLUMNS = {
  endpoint: { sums: ENDPOINT_SUMS, latency: 'latency::text', where: 'where endpoint_id <> 0' },
  consumer: { sums: CONSUMER_SUMS, latency: `'{}'`, where: '' },
} as const;

/** Every endpoint or consumer in every minute, hour or day, as stored; rows of several environments one after the other. */
export async function readTierRows(sql: Sql, query: TierRowsQuery): Promise<RowsText[]> {
  const { projectId, environmentIds, of, tier, from, to, columns } = query;
  const { sums, latency, where } = COLUMNS[of];
  const { rows } = await sql.query<RowsText>(
    `select extract(epoch from at)::float8 as at,
       string_agg(concat_ws(',', ${of}_id, ${sums.slice(0, columns).join(', ')}) || ${query.latency ? latency : `'{}'`}, '') as rows
     from ${tierSql(`${of}_${tier}`, null)} ${where} group by at`,
    [projectId, environmentIds, from, to],
  );
  return rows;
}

export interface StepCallsQuery {
  projectId: number;
  environmentIds: readonly number[];
  /** Whole days. */
  from: Date;
  to: Date;
  /** Whole hours, of which a day has a whole number. */
  stepSeconds: number;
}

/** Calls of every endpoint, their only sum, by steps of whole hours. */
export async function readStepCalls(sql: Sql, query: StepCallsQuery): Promise<RowsText[]> {
  const { projectId, environmentIds, from, to, stepSeconds } = query;
  const { rows } = await sql.query<RowsText>(
    `select bucket as at, string_agg(concat_ws(',', id, calls) || '{}', '') as rows from (
       select ${bucketSql('at', '$5')} bucket, endpoint_id id, sum(calls) calls
       from ${tierSql('endpoint_hour', null)} where endpoint_id <> 0 group by 1, 2) steps
     group by bucket`,
    [projectId, environmentIds, from, to, stepSeconds],
  );
  return rows;
}
