import type { Sql } from '../core/storage';
import { conditionsSql, type CallCondition } from './call-conditions';
import { CALLS_IN_WINDOW, callsInSpans, SECOND, spanValues } from './call-window';
import type { Span } from './call-window';
import { pageByPage } from './page-by-page';

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
  error_class: string | null;
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
  conditions: readonly CallCondition[];
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
  path, trace_id, account_hash, attrs->>'error' error_class`;

// Exact for any microsecond: an interval of whole microseconds on top of the epoch.
const CURSOR_AT = `(timestamptz 'epoch' + $4::bigint * interval '1 microsecond')`;
const BEFORE = `(finished_at, id) < (${CURSOR_AT}, $5::bigint) and environment_id = any($6::smallint[])`;
/** Parameters of `parameters()`, after which others follow. */
const FIXED = 7;

function parameters({ projectId, environmentIds }: CallFilter, window: SearchWindow): unknown[] {
  const { from, to, before, limit } = window;
  return [projectId, from, to, before.at, before.id, environmentIds, limit];
}

/**
 * Reads a window through the index `call_second`, every row against the filter: backwards until there are enough, or, where few
 * are expected, as a whole and page by page of the table, which takes a fraction of the time that the index's order does.
 */
export async function scanCalls(
  sql: Sql,
  filter: CallFilter,
  window: SearchWindow & { asWhole: boolean },
): Promise<FoundCall[]> {
  const { text, values } = conditionsSql(filter.conditions, FIXED + 1);
  const order = window.asWhole ? '' : `${SECOND} desc, `;
  const { rows } = await sql.query<FoundCall>(
    `select ${FOUND_COLUMNS} from call where ${CALLS_IN_WINDOW} and ${BEFORE}${text}
     order by ${order}finished_at desc, call.id desc limit $7`,
    [...parameters(filter, window), ...values],
  );
  return rows;
}

/**
 * Reads only these spans, every call of them, through the index `call_second` and page by page of the table: calls of neighbouring
 * spans lie on the same pages, and those that are not in memory are asked for many at a time.
 */
export async function walkSpans(
  sql: Sql,
  filter: CallFilter,
  window: SearchWindow & { spans: readonly Span[] },
): Promise<FoundCall[]> {
  const { text, values } = conditionsSql(filter.conditions, FIXED + 3);
  const { rows } = await pageByPage(sql).query<FoundCall>(
    `select ${FOUND_COLUMNS} from call where ${callsInSpans('$8', '$9')} and ${BEFORE}${text}
     order by finished_at desc, call.id desc limit $7`,
    [...parameters(filter, window), ...spanValues(window.spans), ...values],
  );
  return rows;
}

/** Where a small index holds all that can match: calls with a flag, over `call_flagged`, and those of traces, over `call_trace`. */
const INDEXED = { flagged: 'flags <> 0', traced: 'trace_id is not null' } as const;
export type IndexedWay = keyof typeof INDEXED;

/** Reads a window through one of the small indexes. */
export async function findIndexed(
  sql: Sql,
  filter: CallFilter,
  window: SearchWindow & { way: IndexedWay },
): Promise<FoundCall[]> {
  const { text, values } = conditionsSql(filter.conditions, FIXED + 1);
  const { rows } = await sql.query<FoundCall>(
    `select ${FOUND_COLUMNS} from call
     where project_id = $1 and finished_at >= $2 and finished_at < $3 and ${INDEXED[window.way]} and ${BEFORE}${text}
     order by finished_at desc, call.id desc limit $7`,
    [...parameters(filter, window), ...values],
  );
  return rows;
}
