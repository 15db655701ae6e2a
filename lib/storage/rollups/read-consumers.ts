import type { Sql } from '../core/storage';
import { CONSUMER_SUMS } from './columns';
import { consumersOf, halvesSql } from './consumer-group';
import type { ConsumerMask } from './consumer-group';
import type { SumsRow } from './read-endpoints';
import { bucketSql, daySql, sumsOf, sumsSql, tierSql } from './read-query';
import type { TextSums, TierQuery } from './read-query';

export interface ConsumerQuery extends TierQuery {
  /** Null = every consumer. */
  consumerIds: readonly number[] | null;
  /** So many of CONSUMER_SUMS, from the first; all unless told. */
  sums?: number | undefined;
}

/** Sums by consumer and bucket from minutes, hours or days. */
export async function readConsumerSums(sql: Sql, query: ConsumerQuery): Promise<SumsRow[]> {
  const { projectId, environmentIds, segment, stepSeconds, consumerIds, sums } = query;
  const { source } = segment;
  const rows = tierSql(`consumer_${source}`, consumerIds === null ? null : { column: 'consumer_id', unit: source });
  const { rows: found } = await sql.query<TextSums<SumsRow>>(
    `select consumer_id id, ${bucketSql('r.at', '$6')} bucket, ${sumsSql(CONSUMER_SUMS.slice(0, sums))} sums
     from ${rows} ${consumerIds === null ? 'where $5::int[] is null' : ''} group by 1, 2`,
    [projectId, environmentIds, segment.from, segment.to, consumerIds, stepSeconds ?? 0],
  );
  return found.map(({ id, bucket, sums: text }) => ({ id, bucket, sums: sumsOf(text) }));
}

export interface PresenceRow {
  consumerId: number;
  /** Start of the hour, seconds since the epoch. */
  hour: number;
  /** Minutes with a call: lower and upper 30 bits. */
  low: number;
  high: number;
}

/** In which minutes of which hours each consumer called. */
export async function readConsumerPresence(
  sql: Sql,
  { projectId, environmentIds, segment }: Omit<TierQuery, 'stepSeconds'>,
): Promise<PresenceRow[]> {
  const { rows } = await sql.query<PresenceRow>(
    `select consumer_id "consumerId", extract(epoch from at)::float8 as hour,
       (bit_or(minutes) & 1073741823)::int low, (bit_or(minutes) >> 30)::int high
     from consumer_hour where project_id = $1 and environment_id = any($2::smallint[]) and at >= $3 and at < $4
     group by consumer_id, at`,
    [projectId, environmentIds, segment.from, segment.to],
  );
  return rows;
}

export interface ConsumerDay {
  consumerId: number;
  /** Start of the day, seconds since the epoch. */
  day: number;
}

/** Which consumers called any of these endpoints on which whole days. */
export async function readEndpointConsumers(
  sql: Sql,
  {
    projectId,
    environmentIds,
    segment,
    endpointIds,
  }: Omit<TierQuery, 'stepSeconds'> & { endpointIds: readonly number[] },
): Promise<ConsumerDay[]> {
  const { rows } = await sql.query<ConsumerMask & { day: number; consumer_group: number }>(
    `select extract(epoch from day)::float8 as day, consumer_group, ${halvesSql('bit_or(consumers)')}
     from endpoint_consumers_day where project_id = $1 and environment_id = any($2::smallint[])
       and day >= ${daySql('$3')} and day < ${daySql('$4')} and endpoint_id = any($5::int[])
     group by 1, 2`,
    [projectId, environmentIds, segment.from, segment.to, endpointIds],
  );
  return rows.flatMap((row) =>
    consumersOf(row.consumer_group, row).map((consumerId) => ({ day: row.day, consumerId })),
  );
}
