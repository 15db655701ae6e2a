import { TRAIT } from '../../shared';
import type { Sql } from '../core/storage';
import { conditionsSql } from './call-conditions';
import { CALLS_IN_WINDOW } from './call-window';
import { FOUND_COLUMNS, type CallFilter, type FoundCall } from './search-calls';

export interface FlushSeen {
  /** Number of the flush, as text. */
  flush: string;
  /** When its oldest call of the window finished. */
  firstAt: Date;
}

/** Flushes that stored a call of the window, over call_second. */
export async function listFlushes(
  sql: Sql,
  { projectId, from, to }: { projectId: number; from: Date; to: Date },
): Promise<FlushSeen[]> {
  const { rows } = await sql.query<FlushSeen>(
    `select (id >> 16)::text flush, date_trunc('milliseconds', min(finished_at)) "firstAt" from call where ${CALLS_IN_WINDOW} group by id >> 16`,
    [projectId, from, to],
  );
  return rows;
}

/** The calls of a flush that finished from … to. */
export interface FlushPart {
  flush: string;
  from: Date;
  to: Date;
}

/** The newest calls of these flushes that match, and how many match in all; no backfill. Over call_second. */
export async function readFlushCalls(
  sql: Sql,
  filter: CallFilter,
  { parts, limit }: { parts: readonly FlushPart[]; limit: number },
): Promise<{ rows: FoundCall[]; matched: number }> {
  const from = new Date(Math.min(...parts.map((part) => part.from.getTime())));
  const to = new Date(Math.max(...parts.map((part) => part.to.getTime())));
  const bounds = [parts.map(({ flush }) => flush), parts.map((part) => part.from), parts.map((part) => part.to)];
  const fixed = [filter.projectId, from, to, filter.environmentIds, ...bounds, limit];
  const { text, values } = conditionsSql(filter.conditions, fixed.length + 1);
  const { rows } = await sql.query<FoundCall & { matched: number }>(
    `select ${FOUND_COLUMNS}, (count(*) over ())::int matched
     from call join unnest($5::bigint[], $6::timestamptz[], $7::timestamptz[]) f(flush, since, until)
       on call.id >> 16 = f.flush and finished_at >= f.since and finished_at < f.until
     where ${CALLS_IN_WINDOW} and environment_id = any($4::smallint[]) and traits & ${TRAIT.backfill} = 0${text}
     order by finished_at desc, call.id desc limit $8`,
    [...fixed, ...values],
  );
  return { rows, matched: rows[0]?.matched ?? 0 };
}
