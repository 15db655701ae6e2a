import type { Sql } from '../core/storage';
import { callsBetween } from '../search/call-window';
import { pageByPage } from '../search/page-by-page';
import { arrayLiteral } from './array-literal';
import { GROUP_OF_CONSUMER, MASK_OF_CONSUMER } from './consumer-group';
import { bucketSql, daySql } from './read-query';
import type { TierQuery } from './read-query';

interface Span {
  from: Date;
  to: Date;
}

export interface EndpointConsumersQuery {
  projectId: number;
  environmentIds: readonly number[];
  /** Whole days. */
  days: Span | null;
  /** Read from the calls. */
  parts: readonly Span[];
  /** Pairs of whole days that no rollup holds yet; the lists are equally long. */
  pending: { endpointIds: readonly number[]; consumerIds: readonly number[] };
}

/** Number of the first parameter that bounds a span. */
const FIRST_BOUND = 5;

/** Distinct consumers by endpoint, of what counts as it together. Over endpoint_consumers_day_pkey and, for parts of days, call_second. */
export async function countEndpointConsumers(
  sql: Sql,
  { projectId, environmentIds, days, parts, pending }: EndpointConsumersQuery,
): Promise<Map<number, number>> {
  const bounds: Date[] = [];
  const bound = (at: Date): string => `$${FIRST_BOUND - 1 + bounds.push(at)}::timestamptz`;
  // added up before they meet the endpoints that were merged: a tenth of the rows
  const ofDays = (span: Span): string =>
    `select endpoint_id, consumer_group, bit_or(consumers) consumers from endpoint_consumers_day
     where project_id = $1 and environment_id = any($2::smallint[])
       and day >= ${daySql(bound(span.from))} and day < ${daySql(bound(span.to))}
     group by 1, 2`;
  const ofCalls = (span: Span): string =>
    `select endpoint_id, ${GROUP_OF_CONSUMER} consumer_group, bit_or(${MASK_OF_CONSUMER}) consumers from call
     where ${callsBetween(bound(span.from), bound(span.to))} and environment_id = any($2::smallint[]) and consumer_id <> 0
     group by 1, 2`;
  const sources = [
    ...(days ? [ofDays(days)] : []),
    ...parts.map(ofCalls),
    `select endpoint_id, ${GROUP_OF_CONSUMER}, ${MASK_OF_CONSUMER} from unnest($3::int[], $4::int[]) u(endpoint_id, consumer_id)`,
  ];
  const { rows } = await (parts.length === 0 ? sql : pageByPage(sql)).query<{ id: number; consumers: number }>(
    `select id, sum(bit_count(consumers::bit(64)))::int consumers
     from (select coalesce(e.counts_as, part.endpoint_id) id, part.consumer_group, bit_or(part.consumers) consumers
             from (${sources.join('\n union all ')}) part
             left join endpoint e on e.project_id = $1 and e.id = part.endpoint_id and e.counts_as is not null
            group by 1, 2) p
     group by id`,
    [projectId, environmentIds, arrayLiteral(pending.endpointIds), arrayLiteral(pending.consumerIds), ...bounds],
  );
  return new Map(rows.map(({ id, consumers }) => [id, consumers]));
}

/** Consumers of minutes that no rollup holds yet: starts of their steps, seconds since the epoch; the lists are equally long. */
export interface PendingSteps {
  buckets: readonly number[];
  consumerIds: readonly number[];
}

/** Distinct consumers by step of whole hours or whole days. Over consumer_hour_pkey or consumer_day_pkey. */
export async function countConsumersByStep(
  sql: Sql,
  { projectId, environmentIds, segment, stepSeconds }: TierQuery & { segment: { source: 'hour' | 'day' } },
  pending: PendingSteps,
): Promise<Map<number, number>> {
  const { rows } = await sql.query<{ bucket: number; consumers: number }>(
    `select bucket, count(*)::int consumers from (
       select distinct bucket, consumer_id from (
         select ${bucketSql('at', '$5')} bucket, consumer_id from consumer_${segment.source}
         where project_id = $1 and environment_id = any($2::smallint[]) and at >= $3 and at < $4
         union all select * from unnest($6::float8[], $7::int[]) u(bucket, consumer_id)) seen) d
     group by bucket`,
    [
      projectId,
      environmentIds,
      segment.from,
      segment.to,
      stepSeconds,
      arrayLiteral(pending.buckets),
      arrayLiteral(pending.consumerIds),
    ],
  );
  return new Map(rows.map(({ bucket, consumers }) => [bucket, consumers]));
}
