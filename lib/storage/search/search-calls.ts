import type { Sql } from '../core/storage';
import { SECOND } from './call-window';

/** The row of `call` as lists need it; `at` in microseconds as text, since a JS Date would round it. */
export interface FoundCall {
  at: string;
  id: string;
  environment_id: number;
  endpoint_id: number;
  consumer_id: number;
  user_agent_id: number;
  duration_us: number;
  request_bytes: number;
  response_bytes: number;
  status: number;
  flags: number;
  traits: number;
  caller: string | null;
  path: string | null;
  trace_id: Buffer | null;
  account_hash: Buffer | null;
}

/** Place in the order of calls, newest first: everything after it is older. */
export interface CallCursor {
  /** Microseconds since the epoch, as text. */
  at: string;
  id: string;
}

export interface CallFilter {
  projectId: number;
  environmentIds: readonly number[];
  /** Status from … to, both included. */
  status: readonly [number, number] | null;
  endpointId: number | null;
  consumerId: number | null;
  caller: string | null;
}

export interface SearchWindow {
  from: Date;
  /** Not part of it; microseconds matter only in the cursor. */
  to: Date;
  before: CallCursor;
  limit: number;
}

// ORDER BY must say `call.id`: a plain `id` there is the text of this list, and 65536 would come after 131072.
export const FOUND_COLUMNS = `(extract(epoch from finished_at) * 1000000)::bigint::text at, id::text, environment_id, endpoint_id,
  consumer_id, user_agent_id, duration_us, request_bytes, response_bytes, status, flags, traits, host(caller) caller,
  path, trace_id, account_hash`;

const ORIGIN = `timestamptz '2000-01-01 00:00:00+00'`;
// Exact for any microsecond: an interval of whole microseconds on top of the epoch.
const CURSOR_AT = `(timestamptz 'epoch' + $4::bigint * interval '1 microsecond')`;

const FILTER = `environment_id = any($6::smallint[])
  and ($7::int is null or status between $7::int and $8::int) and ($9::int is null or endpoint_id = $9::int)
  and ($10::int is null or consumer_id = $10::int) and ($11::inet is null or caller = $11::inet)`;

function parameters(filter: CallFilter, window: SearchWindow): unknown[] {
  return [
    filter.projectId,
    window.from,
    window.to,
    window.before.at,
    window.before.id,
    filter.environmentIds,
    filter.status?.[0] ?? null,
    filter.status?.[1] ?? null,
    filter.endpointId,
    filter.consumerId,
    filter.caller,
    window.limit,
  ];
}

/** Reads a window backwards through the index `call_second`, every row against the filter. */
export async function scanCalls(sql: Sql, filter: CallFilter, window: SearchWindow): Promise<FoundCall[]> {
  const { rows } = await sql.query<FoundCall>(
    `select ${FOUND_COLUMNS} from call
     where project_id = $1 and finished_at >= $2 and finished_at < $3
       and ${SECOND} >= date_bin('1 second', $2::timestamptz, ${ORIGIN})
       and ${SECOND} <= date_bin('1 second', $3::timestamptz, ${ORIGIN})
       and (finished_at, id) < (${CURSOR_AT}, $5::bigint) and ${FILTER}
     order by ${SECOND} desc, finished_at desc, call.id desc limit $12`,
    parameters(filter, window),
  );
  return rows;
}

/** Reads only these minutes (seconds since the epoch), newest first, each through the index `call_second`. */
export async function walkMinutes(
  sql: Sql,
  filter: CallFilter,
  window: SearchWindow & { minutes: readonly number[] },
): Promise<FoundCall[]> {
  const { rows } = await sql.query<FoundCall>(
    `select c.* from unnest($13::bigint[]) u(s) cross join lateral (select to_timestamp(u.s) m) t
     cross join lateral (
       select ${FOUND_COLUMNS}, finished_at from call
       where project_id = $1 and finished_at >= $2 and finished_at < $3
         and finished_at >= m and finished_at < m + interval '1 minute'
         and ${SECOND} >= m and ${SECOND} < m + interval '1 minute'
         and (finished_at, id) < (${CURSOR_AT}, $5::bigint) and ${FILTER}
       order by finished_at desc, call.id desc limit $12) c
     order by c.finished_at desc, c.id::bigint desc limit $12`,
    [...parameters(filter, window), window.minutes],
  );
  return rows;
}
