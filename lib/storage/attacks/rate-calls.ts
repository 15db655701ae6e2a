import { FLAG } from '../../shared';
import type { Sql } from '../core/storage';
import { callsBetween } from '../search/call-window';
import type { CallCursor } from '../search/search-calls';
import { CALLER } from './attack-scope';
import { ATTACK_CALL, WITH_NAMES, type AttackCall } from './list-attack-calls';

/** Which calls were over a rate. */
export interface RateCallSpan {
  kind: 'caller' | 'consumer' | 'account';
  /** Address or /64, number of the consumer, hexadecimal account hash. */
  key: string;
  /** Null: all. */
  endpointId: number | null;
  /** Null: any. */
  status: number | null;
  from: Date;
  /** Exclusive. */
  to: Date;
}

/** The calls of all spans within a range. */
export interface RateCallScope {
  projectId: number;
  environmentId: number;
  spans: readonly RateCallSpan[];
  from: Date;
  /** Exclusive. */
  to: Date;
}

// A call belongs once, however many spans hold it; over call_second.
const IN_SPANS = `${callsBetween('$2', '$3')} and environment_id = $4 and flags & ${FLAG.enforced} = 0
  and exists (
    select from unnest($5::text[], $6::text[], $7::int[], $8::int[], $9::timestamptz[], $10::timestamptz[])
      as s(kind, key, endpoint, status, lo, hi)
    where c.finished_at >= s.lo and c.finished_at < s.hi and (s.endpoint is null or c.endpoint_id = s.endpoint)
      and (s.status is null or c.status = s.status)
      and case s.kind when 'caller' then ${CALLER} = s.key::inet when 'consumer' then c.consumer_id = s.key::int
          else c.account_hash = decode(s.key, 'hex') end)`;

function valuesOf({ projectId, environmentId, spans, from, to }: RateCallScope): unknown[] {
  return [
    projectId,
    from,
    to,
    environmentId,
    spans.map((span) => span.kind),
    spans.map((span) => span.key),
    spans.map((span) => span.endpointId),
    spans.map((span) => span.status),
    spans.map((span) => span.from),
    spans.map((span) => span.to),
  ];
}

/** Calls that were over a rate, the newest first. */
export async function listRateCalls(
  sql: Sql,
  scope: RateCallScope,
  { before, limit }: { before: CallCursor | null; limit: number },
): Promise<AttackCall[]> {
  const { rows } = await sql.query<AttackCall>(
    `with found as (
       select * from call c where ${IN_SPANS}
         and ($11::bigint is null
              or (c.finished_at, c.id) < (timestamptz 'epoch' + $11::bigint * interval '1 microsecond', $12::bigint))
       order by c.finished_at desc, c.id desc limit $13)
     select ${ATTACK_CALL}
     from found c ${WITH_NAMES}
     order by c.finished_at desc, c.id desc`,
    [...valuesOf(scope), before?.at ?? null, before?.id ?? null, limit],
  );
  return rows;
}

export interface RateStep {
  /** Start of the step, epoch seconds. */
  atSeconds: number;
  /** Answered 429. */
  refused: number;
  others: number;
  callers: number;
}

/** Calls over a rate by step; steps without one are left out. */
export async function listRateSteps(sql: Sql, scope: RateCallScope, stepSeconds: number): Promise<RateStep[]> {
  const { rows } = await sql.query<RateStep>(
    `select (floor(extract(epoch from c.finished_at) / $11::int) * $11::int)::float8 as "atSeconds",
            count(*) filter (where c.status = 429)::int as refused, count(*) filter (where c.status <> 429)::int as others,
            count(distinct ${CALLER})::int as callers
     from call c where ${IN_SPANS} group by 1 order by 1`,
    [...valuesOf(scope), stepSeconds],
  );
  return rows;
}
