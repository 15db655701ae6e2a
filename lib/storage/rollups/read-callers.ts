import type { Sql } from '../core/storage';
import { callsBetween } from '../search/call-window';
import { pageByPage } from '../search/page-by-page';
import { arrayLiteral } from './array-literal';
import { daySql } from './read-query';
import type { Segment } from './read-query';

/** Sums that no rollup holds yet, by caller; the lists are equally long. */
export interface PendingCallers {
  callers: string[];
  calls: number[];
  errors: number[];
  rateLimited: number[];
}

/** The last caller of the page before. */
export interface CallerCursor {
  calls: number;
  caller: string;
}

/** Part of a range: whole days, whole hours, or a part of an hour, which is read from calls. Those of one source do not overlap. */
export interface CallerPart extends Segment {
  /** −1: is taken away from a day that holds it. */
  sign: 1 | -1;
}

export interface CallerQuery {
  projectId: number;
  environmentIds: readonly number[];
  parts: readonly CallerPart[];
  pending: PendingCallers;
  after: CallerCursor | null;
  limit: number;
}

export interface CallerRow {
  address: string;
  calls: number;
  errors: number;
  rateLimited: number;
  /** First and last of the calls that were read themselves, seconds since the epoch; null without any. */
  firstAt: number | null;
  lastAt: number | null;
}

/** Names of parameters. */
interface Bounds {
  from: string;
  to: string;
}

interface BoundPart extends CallerPart {
  bounds: Bounds;
}

/** All days in one go: they have no index by time, so that each look at them passes over all that are kept. */
function daysSql(parts: readonly BoundPart[]): string[] {
  if (parts.length === 0) return [];
  const within = parts.map(({ bounds: { from, to } }) => `day >= ${daySql(from)} and day < ${daySql(to)}`);
  return [
    `select caller, calls, s4xx + s5xx errors, s429, null::timestamptz, null::timestamptz from caller_day
     where (${within.join(' or ')}) and project_id = $1 and environment_id = any($2::smallint[])`,
  ];
}

function hoursSql({ sign, bounds: { from, to } }: BoundPart): string {
  const sums = ['calls', '(s4xx + s5xx)', 's429'].map((sum) => (sign === 1 ? sum : `-${sum}`));
  return `select caller, ${sums.join(', ')}, null::timestamptz, null::timestamptz from caller_hour
    where at >= ${from} and at < ${to} and project_id = $1 and environment_id = any($2::smallint[])`;
}

function callsSql({ bounds: { from, to } }: BoundPart): string {
  return `select caller, count(*)::int, (count(*) filter (where status >= 400))::int,
      (count(*) filter (where status = 429))::int, min(finished_at), max(finished_at)
    from call where ${callsBetween(from, to)} and environment_id = any($2::smallint[]) and caller is not null group by caller`;
}

const PENDING = `select u.caller, u.calls, u.errors, u.s429, null::timestamptz, null::timestamptz
  from unnest($3::inet[], $4::int[], $5::int[], $6::int[]) u(caller, calls, errors, s429)`;

/** Number of the first parameter that bounds a segment. */
const FIRST_BOUND = 10;

function partsOf(asked: readonly CallerPart[]): { parts: string[]; bounds: Date[] } {
  const bounds: Date[] = [];
  const bind = (at: Date): string => `$${FIRST_BOUND - 1 + bounds.push(at)}::timestamptz`;
  const bound = asked.map((part) => ({ ...part, bounds: { from: bind(part.from), to: bind(part.to) } }));
  const of = (source: CallerPart['source']): BoundPart[] => bound.filter((part) => part.source === source);
  if (of('minute').length > 0) throw new Error('callers have no minutes');
  const parts = [...daysSql(of('day')), ...of('hour').map(hoursSql), ...of('raw').map(callsSql), PENDING];
  return { parts, bounds };
}

/**
 * Callers with their sums, the busiest first and by address among equals: a page of them, and how many there are in all.
 * Over caller_day_pkey, the partitions of caller_hour and, for parts of hours, call_second.
 */
export async function readCallers(sql: Sql, query: CallerQuery): Promise<{ rows: CallerRow[]; count: number }> {
  const { parts, bounds } = partsOf(query.parts);
  const { pending, after } = query;
  const readsCalls = query.parts.some(({ source }) => source === 'raw');
  const { rows } = await (readsCalls ? pageByPage(sql) : sql).query<CallerRow & { count: number }>(
    `with part(caller, calls, errors, s429, first_at, last_at) as (${parts.join('\n    union all ')}),
     summed as materialized (
       select caller, sum(calls)::float8 calls, sum(errors)::float8 errors, sum(s429)::float8 "rateLimited",
         min(first_at) first_at, max(last_at) last_at
       from part group by caller having sum(calls) > 0)
     select host(caller) address, calls, errors, "rateLimited", extract(epoch from first_at)::float8 "firstAt",
       extract(epoch from last_at)::float8 "lastAt", (select count(*)::int from summed) count
     from summed
     where $7::float8 is null or calls < $7 or (calls = $7 and caller > $8::inet)
     order by calls desc, caller limit $9`,
    [
      query.projectId,
      query.environmentIds,
      arrayLiteral(pending.callers),
      arrayLiteral(pending.calls),
      arrayLiteral(pending.errors),
      arrayLiteral(pending.rateLimited),
      after?.calls ?? null,
      after?.caller ?? null,
      query.limit,
      ...bounds,
    ],
  );
  return { rows, count: rows[0]?.count ?? 0 };
}
