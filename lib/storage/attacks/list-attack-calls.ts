import type { Sql } from '../core/storage';
import type { CallCursor } from '../search/search-calls';
import { attackValues, IN_ATTACK, type AttackScope } from './attack-scope';

export interface AttackCall {
  id: string;
  /** Microseconds since the epoch as text, for the cursor: a Date would round them. */
  at: string;
  finishedAt: Date;
  endpointId: number;
  method: string;
  route: string;
  path: string | null;
  status: number;
  durationUs: number;
  caller: string | null;
  consumer: string | null;
  userAgent: string | null;
  requestBytes: number;
  responseBytes: number;
  account: string | null;
  flags: number;
  traits: number;
  traceId: string | null;
  errorClass: string | null;
}

export interface AttackCallFilter {
  /** 1 success, 2 failure; null both. */
  outcome: 1 | 2 | null;
  /** The last call of the page before. */
  before: CallCursor | null;
  limit: number;
}

/** Columns and names of an AttackCall from `call c`. */
export const ATTACK_CALL = `c.id, (extract(epoch from c.finished_at) * 1000000)::bigint::text as at,
            c.finished_at as "finishedAt", c.endpoint_id as "endpointId", coalesce(e.method, 'OTHER') as method,
            coalesce(e.route, '__other__') as route, c.path, c.status, c.duration_us as "durationUs",
            host(c.caller) as caller, n.name as consumer, u.value as "userAgent", c.request_bytes as "requestBytes",
            c.response_bytes as "responseBytes", encode(c.account_hash, 'hex') as account, c.flags, c.traits,
            encode(c.trace_id, 'hex') as "traceId", c.attrs->>'error' as "errorClass"`;
export const WITH_NAMES = `left join endpoint e on e.project_id = c.project_id and e.id = c.endpoint_id
     left join consumer n on n.project_id = c.project_id and n.id = c.consumer_id
     left join user_agent u on u.project_id = c.project_id and u.id = c.user_agent_id`;

/** The login attempts of an attack, the newest first. */
export async function listAttackCalls(
  sql: Sql,
  scope: AttackScope,
  { outcome, before, limit }: AttackCallFilter,
): Promise<AttackCall[]> {
  const { rows } = await sql.query<AttackCall>(
    `select ${ATTACK_CALL}
     from call c
     ${WITH_NAMES}
     where ${IN_ATTACK}
       and ($8::int is null or c.flags & 3 = $8)
       and ($9::bigint is null
            or (c.finished_at, c.id) < (timestamptz 'epoch' + $9::bigint * interval '1 microsecond', $10::bigint))
     order by c.finished_at desc, c.id desc
     limit $11`,
    [...attackValues(scope), outcome, before?.at ?? null, before?.id ?? null, limit],
  );
  return rows;
}
