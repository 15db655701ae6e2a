import type { Sql } from '../core/storage';
import { ENDPOINT_SUMS } from '../rollups/columns';
import { PART_OF_CALL } from '../rollups/hour-parts';
import { CALLS_IN_WINDOW } from '../search/call-window';
import { LATENCY_BUCKET, RAW_SUMS } from '../search/read-raw';
import { scopeValues, tierRows } from './rebuild-scope';
import type { RebuildScope } from './rebuild-scope';

const NAMES = ENDPOINT_SUMS.join(', ');
const ADDED = (type: string): string => ENDPOINT_SUMS.map((name) => `sum(${name})::${type}`).join(', ');

// Calls by minute, endpoint (and 0 = all) and latency bucket k; null = no duration.
const BY_MINUTE = `
  b as (
    select date_trunc('minute', finished_at, 'UTC') at, environment_id v, e, ${LATENCY_BUCKET} k,
      ${RAW_SUMS.map((sum, index) => `${sum}::bigint ${ENDPOINT_SUMS[index] ?? ''}`).join(', ')}
    from call, unnest(array[0, endpoint_id]) e
    where ${CALLS_IN_WINDOW} and environment_id = any($4::smallint[])
    group by 1, 2, 3, 4)`;

/** Rebuilds the minutes of endpoints from calls; answers how many rows there are now. */
export async function rebuildEndpointMinutes(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from endpoint_minute where ${tierRows()}`, scopeValues(scope));
  const counts = ENDPOINT_SUMS.slice(0, 8).map((name) => `sum(${name})::int`);
  const sizes = ENDPOINT_SUMS.slice(8).map((name) => `sum(${name})::bigint`);
  const { rowCount } = await sql.query(
    `with ${BY_MINUTE}
     insert into endpoint_minute (project_id, at, environment_id, endpoint_id, ${NAMES}, latency)
     select $1::int, at, v, e, ${[...counts, ...sizes].join(', ')},
       coalesce(array_agg(k << 23 | calls::int order by k) filter (where k is not null), '{}')
     from b group by at, v, e order by v, at, e`,
    scopeValues(scope),
  );
  return rowCount;
}

/** Minutes with the highest latency bucket of each, and the calls of each bucket, from calls. */
const FROM_CALLS = `${BY_MINUTE},
  m as (
    select date_trunc('hour', at, 'UTC') h, extract(minute from at)::int i, v, e, max(k) k,
      ${ENDPOINT_SUMS.map((name) => `sum(${name}) ${name}`).join(', ')}
    from b group by at, v, e),
  n as (select date_trunc('hour', at, 'UTC') h, v, e, k, calls n from b where k is not null)`;

/** The same from minutes, sorted by bucket as they are: far fewer rows, where those are kept. */
const FROM_MINUTES = `
  r as materialized (
    select date_trunc('hour', at, 'UTC') h, extract(minute from at)::int i, environment_id v, endpoint_id e,
      latency[cardinality(latency)] >> 23 k, ${NAMES}, latency
    from endpoint_minute where ${tierRows()}),
  m as (select h, i, v, e, k, ${NAMES} from r),
  n as (select h, v, e, x >> 23 k, x & 8388607 n from r, unnest(latency) x)`;

/**
 * Rebuilds the hours of endpoints, masks and slowest minutes included. Materialized, since the planner expects one row and would
 * aggregate again for each.
 */
async function rebuildHours(sql: Sql, scope: RebuildScope, source: string): Promise<number> {
  await sql.query(`delete from endpoint_hour where ${tierRows()}`, scopeValues(scope));
  const { rowCount } = await sql.query(
    `with ${source},
     h as (
       select h, v, e, ${ADDED('bigint')}, bit_or(1::bigint << i) minutes,
         coalesce(bit_or(1::bigint << i) filter (where s4xx > 0), 0) minutes_4xx,
         coalesce(bit_or(1::bigint << i) filter (where s5xx > 0), 0) minutes_5xx
       from m group by h, v, e),
     s as materialized (
       select h.h, h.v, h.e, decode(string_agg(lpad(to_hex(coalesce(m.k, 0)), 2, '0'), '' order by minute.i), 'hex') slowest
       from h cross join generate_series(0, 59) minute(i)
       left join m on m.h = h.h and m.v = h.v and m.e = h.e and m.i = minute.i group by h.h, h.v, h.e),
     l as materialized (
       select h, v, e, array_agg(k::bigint << 48 | calls order by k) latency
       from (select h, v, e, k, sum(n)::bigint calls from n group by 1, 2, 3, 4) x
       group by h, v, e),
     p as materialized (
       select date_trunc('hour', finished_at, 'UTC') h, environment_id v, endpoint_id e, bit_or(${PART_OF_CALL}) parts
       from call where ${CALLS_IN_WINDOW} and environment_id = any($4::smallint[]) group by 1, 2, 3)
     insert into endpoint_hour (project_id, at, environment_id, endpoint_id, ${NAMES},
       minutes, minutes_4xx, minutes_5xx, slowest, latency, parts)
     select $1::int, h.*, slowest, coalesce(latency, '{}'), parts
     from h join s using (h, v, e) left join l using (h, v, e) left join p using (h, v, e) order by v, h, e`,
    scopeValues(scope),
  );
  return rowCount;
}

/** Rebuilds the hours of endpoints from calls. */
export const rebuildEndpointHours = (sql: Sql, scope: RebuildScope): Promise<number> =>
  rebuildHours(sql, scope, FROM_CALLS);

/** Rebuilds the hours of endpoints from their minutes, which must be right already. */
export const rebuildEndpointHoursOfMinutes = (sql: Sql, scope: RebuildScope): Promise<number> =>
  rebuildHours(sql, scope, FROM_MINUTES);

/** Rebuilds the days of endpoints from their hours, which must be right already. */
export async function rebuildEndpointDays(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from endpoint_day where ${tierRows()}`, scopeValues(scope));
  const { rowCount } = await sql.query(
    `with h as (select *, date_trunc('day', at, 'UTC') d from endpoint_hour where ${tierRows()}),
     l as materialized (
       select d, environment_id, endpoint_id, array_agg(k << 48 | n order by k) latency
       from (select d, environment_id, endpoint_id, x >> 48 k, sum(x & 281474976710655)::bigint n
         from h, unnest(latency) x group by 1, 2, 3, 4) y
       group by 1, 2, 3)
     insert into endpoint_day (project_id, at, environment_id, endpoint_id, ${NAMES}, latency)
     select $1::int, s.*, coalesce(l.latency, '{}')
     from (select d, environment_id, endpoint_id, ${ADDED('bigint')} from h group by 1, 2, 3) s
     left join l using (d, environment_id, endpoint_id) order by environment_id, d, endpoint_id`,
    scopeValues(scope),
  );
  return rowCount;
}
