import type { Sql } from '../core/storage';

export interface InstancesQuery {
  projectId: number;
  environmentIds: readonly number[];
  from: Date;
  to: Date;
  limit: number;
}

export interface InstanceRow {
  instance: string;
  environmentId: number;
  version: string | null;
  sdk: string;
  firstSeenAt: Date;
  lastSeenAt: Date;
  lostCalls: number;
}

/** Instances of the API that were heard of in a range, the last heard first, and how many. Over sdk_instance_pkey. */
export async function readInstances(sql: Sql, query: InstancesQuery): Promise<{ rows: InstanceRow[]; count: number }> {
  const { rows } = await sql.query<{ [Key in keyof InstanceRow]: InstanceRow[Key] } & { count: number }>(
    `select instance, environment_id "environmentId", version, sdk, first_seen_at "firstSeenAt", last_seen_at "lastSeenAt",
       (select coalesce(sum(lost.value::numeric), 0)::float8 from jsonb_each_text(dropped) lost) "lostCalls",
       (count(*) over ())::int count
     from sdk_instance
     where project_id = $1 and environment_id = any($2::smallint[]) and first_seen_at < $4 and last_seen_at >= $3
     order by last_seen_at desc, first_seen_at desc, instance limit $5`,
    [query.projectId, query.environmentIds, query.from, query.to, query.limit],
  );
  return { rows: rows.map(({ count: _count, ...row }) => row), count: rows[0]?.count ?? 0 };
}

export interface DeployRow {
  environmentId: number;
  version: string;
  at: Date;
}

/**
 * Starts of versions in a range: the first instance of a version of which none was heard in the ten minutes before, unless
 * nothing was known of the environment until then. The newest, oldest first.
 */
export async function readDeploys(sql: Sql, query: InstancesQuery): Promise<DeployRow[]> {
  const { rows } = await sql.query<{ [Key in keyof DeployRow]: DeployRow[Key] }>(
    `with started as (
       select environment_id, version, first_seen_at,
         max(last_seen_at) over (partition by environment_id, version order by first_seen_at, instance
           rows between unbounded preceding and 1 preceding) same_until,
         min(first_seen_at) over (partition by environment_id) began
       from sdk_instance
       where project_id = $1 and environment_id = any($2::smallint[]) and version is not null and first_seen_at < $4),
     newest as (
       select environment_id, version, first_seen_at from started
       where first_seen_at >= $3 and first_seen_at > began
         and (same_until is null or same_until < first_seen_at - interval '10 minutes')
       order by first_seen_at desc limit $5)
     select environment_id "environmentId", version, first_seen_at at from newest order by first_seen_at, version`,
    [query.projectId, query.environmentIds, query.from, query.to, query.limit],
  );
  return rows;
}
