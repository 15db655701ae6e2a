import { TRAIT } from '../../shared';
import type { Sql } from '../core/storage';
import { countsAs } from '../naming/counts-as';
import { CONTENT_TYPE } from '../search/call-conditions';
import { CALLS_IN_SPAN, CALLS_IN_WINDOW, spansSql, spanValues } from '../search/call-window';
import type { Span } from '../search/call-window';

export interface CallKindsQuery {
  projectId: number;
  environmentIds: readonly number[];
  from: Date;
  to: Date;
  /** Only these; null = all. */
  spans: readonly Span[] | null;
  /** Null = all. */
  endpointId: number | null;
  consumerId: number | null;
}

/** How many calls had this; `key` is a method's index, a content type's, a status or a user agent's id. */
export interface KindRow {
  of: 'method' | 'content' | 'status' | 'agent';
  key: number;
  calls: number;
  errors: number;
}

/** Mean, p50, p95, p99 and maximum, bytes; null without a call. */
export type SizesRow = readonly number[] | null;

export interface CallKinds {
  rows: KindRow[];
  request: SizesRow;
  response: SizesRow;
}

const CHOSEN = `environment_id = any($4::smallint[]) and ($5::int is null or ${countsAs('$5')})
  and ($6::int is null or consumer_id = $6)`;
const COLUMNS = 'traits, status, user_agent_id, request_bytes, response_bytes';
const IN_WINDOW = `select ${COLUMNS} from call where ${CALLS_IN_WINDOW} and ${CHOSEN}`;
const IN_SPANS = `select c.* from ${spansSql('$7', '$8')}
  cross join lateral (select ${COLUMNS} from call where ${CALLS_IN_SPAN} and ${CHOSEN}) c`;

const counted = (of: KindRow['of'], key: string): string =>
  `select '${of}' "of", (${key})::int key, count(*)::float8 calls, (count(*) filter (where status >= 400))::float8 errors,
     null::float8[] sizes from seen group by 2`;
const sizes = (of: 'request' | 'response'): string =>
  `select '${of}', 0, count(*)::float8, 0, array[avg(${of}_bytes), max(${of}_bytes)]::float8[] ||
     (percentile_disc(array[0.5, 0.95, 0.99]) within group (order by ${of}_bytes))::float8[] from seen`;

interface Row {
  of: KindRow['of'] | 'request' | 'response';
  key: number;
  calls: number;
  errors: number;
  sizes: number[] | null;
}

/** Calls by method, content type, exact status and user agent, and their sizes. Over call_second. */
export async function readCallKinds(sql: Sql, query: CallKindsQuery): Promise<CallKinds> {
  const { spans } = query;
  const { rows } = await sql.query<{ [Key in keyof Row]: Row[Key] }>(
    `with seen as materialized (${spans ? IN_SPANS : IN_WINDOW})
     ${counted('method', `traits & ${TRAIT.methodMask}`)} union all ${counted('content', CONTENT_TYPE)}
     union all ${counted('status', 'status')}
     union all ${counted('agent', 'user_agent_id')} union all ${sizes('request')} union all ${sizes('response')}`,
    [
      query.projectId,
      query.from,
      query.to,
      query.environmentIds,
      query.endpointId,
      query.consumerId,
      ...(spans ? spanValues(spans) : []),
    ],
  );
  const sizesOf = (of: 'request' | 'response'): SizesRow => {
    const row = rows.find((one) => one.of === of);
    if (!row || row.calls === 0 || row.sizes === null) return null;
    const [mean = 0, max = 0, ...percentiles] = row.sizes;
    return [mean, ...percentiles, max];
  };
  const counts = rows.flatMap(({ of, key, calls, errors }) =>
    of === 'request' || of === 'response' ? [] : [{ of, key, calls, errors }],
  );
  return { rows: counts, request: sizesOf('request'), response: sizesOf('response') };
}
