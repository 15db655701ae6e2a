import type { Sql } from '../core/storage';
import { bucketSql } from '../rollups/read-query';
import { conditionsSql } from './call-conditions';
import { CALLS_IN_SPAN, CALLS_IN_WINDOW, spansSql, spanValues } from './call-window';
import type { Span } from './call-window';
import { pageByPage } from './page-by-page';
import type { CallFilter, IndexedWay } from './search-calls';

export interface CountWindow {
  from: Date;
  to: Date;
  stepSeconds: number;
  /** Only these; null = all. */
  spans: readonly Span[] | null;
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

const INDEXED = { flagged: 'flags <> 0', traced: 'trace_id is not null' } as const;

function sourceOf({ spans, way }: CountWindow, text: string): string {
  const select = 'select finished_at, status from call where';
  const passing = `environment_id = any($4::smallint[])${text}`;
  if (way) {
    const bounds = 'project_id = $1 and finished_at >= $2 and finished_at < $3';
    return `${select} ${bounds} and ${INDEXED[way]} and ${passing}`;
  }
  if (!spans) return `${select} ${CALLS_IN_WINDOW} and ${passing}`;
  // `offset 0` keeps each span a probe of the index of its own: pulled up, the planner may join spans with a whole day.
  return `select c.* from ${spansSql('$6', '$7')} cross join lateral (${select} ${CALLS_IN_SPAN} and ${passing} offset 0) c`;
}

/** Counts calls that match by step: over `call_second` and page by page of the table, or in the order of one of the small indexes. */
export async function countCalls(sql: Sql, filter: CallFilter, window: CountWindow): Promise<CallCount[]> {
  const { from, to, stepSeconds, spans } = window;
  const fixed = [filter.projectId, from, to, filter.environmentIds, stepSeconds, ...(spans ? spanValues(spans) : [])];
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
