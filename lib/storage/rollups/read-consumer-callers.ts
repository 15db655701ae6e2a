import type { Sql } from '../core/storage';

export interface ConsumerCallersQuery {
  projectId: number;
  environmentIds: readonly number[];
  /** Whole hours. */
  from: Date;
  to: Date;
  consumerId: number;
}

/** Calls of a consumer by caller, hour by hour over consumer_caller_hour_pkey. */
export async function readConsumerCallers(
  sql: Sql,
  { projectId, environmentIds, from, to, consumerId }: ConsumerCallersQuery,
): Promise<{ address: string; calls: number }[]> {
  const { rows } = await sql.query<{ address: string; calls: number }>(
    `select host(c.caller) address, sum(c.calls)::float8 calls
     from generate_series($3::timestamptz, $4::timestamptz - interval '1 hour', interval '1 hour') h(at)
     cross join unnest($2::smallint[]) e(id)
     cross join lateral (
       select caller, calls from consumer_caller_hour
       where project_id = $1 and environment_id = e.id and at = h.at and consumer_id = $5) c
     group by c.caller`,
    [projectId, environmentIds, from, to, consumerId],
  );
  return rows;
}
