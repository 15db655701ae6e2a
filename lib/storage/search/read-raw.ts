import type { Sql } from '../core/storage';
import { bucketSql } from '../rollups/read-query';
import type { TierQuery } from '../rollups/read-query';
import { CALLS_IN_WINDOW } from './call-window';

export interface RawQuery extends TierQuery {
  /** Adds up by endpoint or by consumer; null = all together, id 0. */
  by: 'endpoint_id' | 'consumer_id' | null;
  endpointIds: readonly number[] | null;
  consumerIds: readonly number[] | null;
  /** Calls with a mark only (logins …), over the small index of flagged calls. */
  flaggedOnly?: boolean;
}

export interface RawRow {
  id: number;
  bucket: number;
  /** Latency bucket; null = calls without a duration. */
  latency: number | null;
  /** In the order of ENDPOINT_SUMS. */
  sums: number[];
}

// The buckets of lib/stats/histogram.ts. ln and log2 agree at every whole octave, the only edges that a whole µs can hit.
export const LATENCY_BUCKET = `case when duration_us >= 0 then least(159, greatest(0,
  floor(8 * (ln(greatest(duration_us, 1)::float8) / ln(2.0::float8) - 6))))::int end`;

export const RAW_SUMS = [
  'count(*)',
  'count(*) filter (where status < 300)',
  'count(*) filter (where status between 300 and 399)',
  'count(*) filter (where status between 400 and 499)',
  'count(*) filter (where status >= 500)',
  'count(*) filter (where status = 429)',
  'count(*) filter (where flags & 3 = 1)',
  'count(*) filter (where flags & 3 = 2)',
  'sum(request_bytes::bigint)',
  'sum(response_bytes::bigint)',
  'sum(greatest(duration_us, 0)::bigint)',
] as const;

/** Adds up calls themselves: what no tier holds. By id, bucket and latency bucket. */
export async function readRaw(sql: Sql, query: RawQuery): Promise<RawRow[]> {
  const { projectId, environmentIds, segment, stepSeconds, by, endpointIds, consumerIds, flaggedOnly } = query;
  const { rows } = await sql.query<RawRow>(
    `select ${by ?? '0'} id, ${bucketSql('finished_at', '$7')} bucket, ${LATENCY_BUCKET} latency,
       array[${RAW_SUMS.map((sum) => `${sum}::float8`).join(', ')}] sums
     from call where ${CALLS_IN_WINDOW} and environment_id = any($4::smallint[])
       and ($5::int[] is null or endpoint_id = any($5)) and ($6::int[] is null or consumer_id = any($6))
       ${flaggedOnly ? 'and flags <> 0' : ''} ${by === 'consumer_id' ? 'and consumer_id <> 0' : ''}
     group by 1, 2, 3`,
    [projectId, segment.from, segment.to, environmentIds, endpointIds, consumerIds, stepSeconds ?? 0],
  );
  return rows;
}
