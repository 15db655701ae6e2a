import type { Sql } from '../core/storage';
import { arrayLiteral, textArrayLiteral } from './array-literal';
import { CALLER_SUMS, CONSUMER_SUMS, ENDPOINT_SUMS } from './columns';
import type { CallerHourRows, ConsumerCallerRows, ConsumerTierRows, EndpointTierRows, Tier, TierRows } from './columns';
import { withStoredLatency } from './merge-latency';
import { Upsert } from './upsert';

const AT = 'to_timestamp(u.at * 60)';

const atKey = (rows: Pick<TierRows, 'at'>) => ({ type: 'bigint', literal: arrayLiteral(rows.at), source: AT });
const idKey = (ids: number[]) => ({ type: 'int', literal: arrayLiteral(ids) });
const callerKey = (callers: string[]) => ({ type: 'inet', literal: arrayLiteral(callers) });

export interface TierInput<Rows> {
  tier: Tier;
  rows: Rows;
}

/** Adds rows to the minutes, hours or days of endpoints. The partitions of minutes must be there. */
export async function upsertEndpoints(
  sql: Sql,
  projectId: number,
  { tier, rows: added }: TierInput<EndpointTierRows>,
): Promise<void> {
  if (added.at.length === 0) return;
  const rows = await withStoredLatency(sql, projectId, { tier, rows: added });
  const upsert = new Upsert(`endpoint_${tier}`, rows.environment)
    .key('at', atKey(rows))
    .key('endpoint_id', idKey(rows.endpoint))
    .sums(ENDPOINT_SUMS, rows.sums);
  if (rows.marks) {
    upsert
      .mask('minutes', rows.marks.minutes)
      .mask('minutes_4xx', rows.marks.minutes4xx)
      .mask('minutes_5xx', rows.marks.minutes5xx)
      .column('slowest', {
        type: 'text',
        literal: arrayLiteral(rows.marks.slowest),
        source: `decode(slowest, 'hex')`,
      })
      .parts('parts', rows.marks.parts);
  }
  const source = `latency::${tier === 'minute' ? 'int' : 'bigint'}[]`;
  upsert.column('latency', { type: 'text', literal: textArrayLiteral(rows.latency), source });
  await upsert.run(sql, projectId);
}

/** Adds rows to the minutes, hours or days of consumers. */
export async function upsertConsumers(
  sql: Sql,
  projectId: number,
  { tier, rows }: TierInput<ConsumerTierRows>,
): Promise<void> {
  if (rows.at.length === 0) return;
  const upsert = new Upsert(`consumer_${tier}`, rows.environment)
    .key('at', atKey(rows))
    .key('consumer_id', idKey(rows.consumer))
    .sums(CONSUMER_SUMS, rows.sums);
  if (rows.mask) upsert.mask('minutes', rows.mask);
  if (rows.parts) upsert.parts('parts', rows.parts);
  await upsert.run(sql, projectId);
}

/** Adds rows to the hours of callers. */
export async function upsertCallerHours(sql: Sql, projectId: number, rows: CallerHourRows): Promise<void> {
  if (rows.at.length === 0) return;
  await new Upsert('caller_hour', rows.environment)
    .key('caller', callerKey(rows.caller))
    .key('at', atKey(rows))
    .sums(CALLER_SUMS, rows.sums)
    .mask('minutes', rows.mask)
    .run(sql, projectId);
}

/** Adds calls of (consumer, caller, hour). */
export async function upsertConsumerCallers(sql: Sql, projectId: number, rows: ConsumerCallerRows): Promise<void> {
  if (rows.at.length === 0) return;
  await new Upsert('consumer_caller_hour', rows.environment)
    .key('at', atKey(rows))
    .key('consumer_id', idKey(rows.consumer))
    .key('caller', callerKey(rows.caller))
    .sums(['calls'], rows.sums)
    .run(sql, projectId);
}
