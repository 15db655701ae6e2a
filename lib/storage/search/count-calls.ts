import type { Sql } from '../core/storage';
import { bucketSql } from '../rollups/read-query';
import { conditionsSql } from './call-conditions';
import { CALLS_IN_WINDOW, SECOND } from './call-window';
import { pageByPage } from './page-by-page';
import type { CallFilter, IndexedWay } from './search-calls';

export interface CountWindow {
  from: Date;
  to: Date;
  stepSeconds: number;
  /** Only these, seconds since the epoch; null = all. */
  minutes: readonly number[] | null;
  /** The small index that holds all that can match. */
  way: IndexedWay | null;
}

export interface CallCount {
  /** Start of the step, seconds since the epoch. */
  bucket: number;
  calls: number;
  clientErrors: number;
  serverErrors: number;
}

const IN_MINUTES = `project_id = $1 and finished_at >= $2 and finished_at < $3
  and finished_at >= m and finished_at < m + interval '1 minute'
  and ${SECOND} >= m and ${SECOND} < m + interval '1 minute'`;
const INDEXED = { flagged: 'flags <> 0', traced: 'trace_id is not null' } as const;

function sourceOf({ minutes, way }: CountWindow, text: string): string {
  const select = 'select finished_at, status from call where';
  const passing = `environment_id = any($4::smallint[])${text}`;
  if (way) {
    const bounds = 'project_id = $1 and finished_at >= $2 and finished_at < $3';
    return `${select} ${bounds} and ${INDEXED[way]} and ${passing}`;
  }
  if (!minutes) return `${select} ${CALLS_IN_WINDOW} and ${passing}`;
  // `offset 0` keeps each minute a probe of the index of its own: pulled up, the planner may join minutes with a whole day.
  return `select c.* from unnest($6::bigint[]) u(s) cross join lateral (select to_timestamp(u.s) m) t
    cross join lateral (${select} ${IN_MINUTES} and ${passing} offset 0) c`;
}

/** Counts calls that match by step: over `call_second` and page by page of the table, or in the order of one of the small indexes. */
export async function countCalls(sql: Sql, filter: CallFilter, window: CountWindow): Promise<CallCount[]> {
  const { from, to, stepSeconds, minutes } = window;
  const fixed = [filter.projectId, from, to, filter.environmentIds, stepSeconds, ...(minutes ? [minutes] : [])];
  const { text, values } = conditionsSql(filter.conditions, fixed.length + 1);
  const { rows } = await (window.way ? sql : pageByPage(sql)).query<CallCount>(
    `select ${bucketSql('finished_at', '$5')} bucket, count(*)::float8 calls,
       (count(*) filter (where status between 400 and 499))::float8 "clientErrors",
       (count(*) filter (where status >= 500))::float8 "serverErrors"
     from (${sourceOf(window, text)}) c group by 1`,
    [...fixed, ...values],
  );
  return rows;
}
