import type { Sql } from '../core/storage';
import { CONSUMER_SUMS } from '../rollups/columns';
import { GROUP_OF_CONSUMER, MASK_OF_CONSUMER } from '../rollups/consumer-group';
import { PART_OF_CALL } from '../rollups/hour-parts';
import { CALLS_IN_WINDOW } from '../search/call-window';
import { scopeValues, TIER_DAYS_ROWS, tierRows } from './rebuild-scope';
import type { RebuildScope } from './rebuild-scope';

const NAMES = CONSUMER_SUMS.join(', ');
const SUMS = `count(*), count(*) filter (where status between 400 and 499), count(*) filter (where status >= 500),
  count(*) filter (where status = 429), sum(request_bytes::bigint), sum(response_bytes::bigint),
  sum(greatest(duration_us, 0)::bigint), count(*) filter (where duration_us >= 0)`;
const CALLS = `call where ${CALLS_IN_WINDOW} and environment_id = any($4::smallint[]) and consumer_id <> 0`;

/** Rebuilds the minutes of consumers from calls; answers how many rows there are now. */
export async function rebuildConsumerMinutes(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from consumer_minute where ${tierRows()}`, scopeValues(scope));
  const { rowCount } = await sql.query(
    `insert into consumer_minute (project_id, environment_id, at, consumer_id, ${NAMES})
     select $1::int, environment_id, date_trunc('minute', finished_at, 'UTC'), consumer_id, ${SUMS}
     from ${CALLS} group by 2, 3, 4 order by 2, 3, 4`,
    scopeValues(scope),
  );
  return rowCount;
}

/** Rebuilds the hours of consumers, with the mask of their minutes, from calls. */
export async function rebuildConsumerHours(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from consumer_hour where ${tierRows()}`, scopeValues(scope));
  const { rowCount } = await sql.query(
    `insert into consumer_hour (project_id, environment_id, at, consumer_id, ${NAMES}, minutes, parts)
     select $1::int, environment_id, date_trunc('hour', finished_at, 'UTC'), consumer_id, ${SUMS},
       bit_or(1::bigint << extract(minute from finished_at)::int), bit_or(${PART_OF_CALL})
     from ${CALLS} group by 2, 3, 4 order by 2, 3, 4`,
    scopeValues(scope),
  );
  return rowCount;
}

/** Rebuilds the days of consumers, with the mask of their hours, from their hours. */
export async function rebuildConsumerDays(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from consumer_day where ${tierRows()}`, scopeValues(scope));
  const { rowCount } = await sql.query(
    `insert into consumer_day (project_id, environment_id, at, consumer_id, ${NAMES}, minutes)
     select $1::int, environment_id, date_trunc('day', at, 'UTC'), consumer_id,
       ${CONSUMER_SUMS.map((name) => `sum(${name})`).join(', ')}, bit_or(1::bigint << extract(hour from at)::int)
     from consumer_hour where ${tierRows()} group by 2, 3, 4 order by 2, 3, 4`,
    scopeValues(scope),
  );
  return rowCount;
}

/** Rebuilds the calls of (endpoint, consumer, day), by groups of consumers. */
export async function rebuildEndpointConsumers(sql: Sql, scope: RebuildScope): Promise<number> {
  await sql.query(`delete from endpoint_consumers_day where ${TIER_DAYS_ROWS}`, scopeValues(scope));
  const { rowCount } = await sql.query(
    `insert into endpoint_consumers_day (project_id, environment_id, day, endpoint_id, consumer_group, consumers, calls)
     select $1::int, environment_id, day, endpoint_id, ${GROUP_OF_CONSUMER}, bit_or(${MASK_OF_CONSUMER}),
       array_agg(calls order by consumer_id)
     from (select environment_id, (finished_at at time zone 'UTC')::date as day, endpoint_id, consumer_id, count(*)::int calls
           from ${CALLS} group by 1, 2, 3, 4) pair
     group by 2, 3, 4, 5 order by 2, 3, 5, 4`,
    scopeValues(scope),
  );
  return rowCount;
}
