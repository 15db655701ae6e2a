import type { Sql } from '../core/storage';
import { CONSUMER_SUMS, ENDPOINT_SUMS } from './columns';
import type { Tier } from './columns';
import { tierSql } from './read-query';

export interface TierRowsQuery {
  projectId: number;
  environmentIds: readonly number[];
  of: 'endpoint' | 'consumer';
  tier: Tier;
  /** Whole minutes, hours or days. */
  from: Date;
  to: Date;
  /** Whether histograms are read. */
  latency: boolean;
}

export interface TierRow {
  /** Seconds since the epoch. */
  at: number;
  id: number;
  /** In the order of ENDPOINT_SUMS or CONSUMER_SUMS, with commas between them. */
  sums: string;
  /** Array literal of an endpoint's histogram; empty where none is read, as of consumers. */
  latency: string;
}

const COLUMNS = {
  endpoint: { sums: ENDPOINT_SUMS, latency: 'latency::text', where: 'where endpoint_id <> 0' },
  consumer: { sums: CONSUMER_SUMS, latency: `'{}'`, where: '' },
} as const;

/** Every endpoint or consumer in every minute, hour or day, as stored; rows of several environments one after the other. */
export async function readTierRows(sql: Sql, query: TierRowsQuery): Promise<TierRow[]> {
  const { projectId, environmentIds, of, tier, from, to } = query;
  const { sums, latency, where } = COLUMNS[of];
  const { rows } = await sql.query<TierRow>(
    `select extract(epoch from at)::float8 as at, ${of}_id id, concat_ws(',', ${sums.join(', ')}) sums,
       ${query.latency ? latency : `'{}'`} latency
     from ${tierSql(`${of}_${tier}`, null)} ${where}`,
    [projectId, environmentIds, from, to],
  );
  return rows;
}
