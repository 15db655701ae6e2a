import type { Sql } from '../core/storage';
import { countsAs } from '../naming/counts-as';
import { CALLS_IN_SPAN, CALLS_IN_WINDOW, spansSql, spanValues } from './call-window';
import type { Span } from './call-window';

export interface BreakdownQuery {
  projectId: number;
  environmentIds: readonly number[];
  from: Date;
  to: Date;
  /** Only these; null = all. */
  spans: readonly Span[] | null;
  endpointId: number;
  /** Callers told at most. */
  limit: number;
}

export interface StatusCount {
  status: number;
  calls: number;
}

export interface CallerCount {
  address: string;
  calls: number;
  errors: number;
  rateLimited: number;
}

export interface Breakdown {
  statuses: StatusCount[];
  callers: CallerCount[];
  callerCount: number;
}

const OF_ENDPOINT = `environment_id = any($4::smallint[]) and ${countsAs('$5')}`;
const IN_SPANS = `select c.status, c.caller from ${spansSql('$7', '$8')}
  cross join lateral (select status, caller from call where ${CALLS_IN_SPAN} and ${OF_ENDPOINT}) c`;
const IN_WINDOW = `select status, caller from call where ${CALLS_IN_WINDOW} and ${OF_ENDPOINT}`;

interface Row extends CallerCount {
  status: number | null;
  count: number;
}

/** An endpoint's calls by exact status and by caller, the most frequent first. Over call_second. */
export async function readBreakdown(sql: Sql, query: BreakdownQuery): Promise<Breakdown> {
  const { spans, limit } = query;
  const { rows } = await sql.query<Row>(
    `with seen as materialized (${spans ? IN_SPANS : IN_WINDOW}),
     by_status as (select status, count(*)::float8 calls from seen group by status),
     by_caller as (
       select caller, count(*)::float8 calls, (count(*) filter (where status >= 400))::float8 errors,
         (count(*) filter (where status = 429))::float8 "rateLimited", (count(*) over ())::int count
       from seen where caller is not null group by caller order by 2 desc, caller limit $6)
     select status, null address, calls, 0::float8 errors, 0::float8 "rateLimited", 0 count from by_status
     union all select null, host(caller), calls, errors, "rateLimited", count from by_caller
     order by 3 desc, 1, 2`,
    [
      query.projectId,
      query.from,
      query.to,
      query.environmentIds,
      query.endpointId,
      limit,
      ...(spans ? spanValues(spans) : []),
    ],
  );
  const statuses = rows.flatMap(({ status, calls }) => (status === null ? [] : [{ status, calls }]));
  const callers = rows.filter(({ status }) => status === null);
  return { statuses, callers, callerCount: callers[0]?.count ?? 0 };
}
