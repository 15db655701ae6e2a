import { RATE_LIMITS } from '../../shared';
import type { Sql } from '../core/storage';

export interface HeadroomQuery {
  projectId: number;
  /** Null: all policies of the project. */
  policyId: number | null;
  environmentIds: readonly number[];
  from: Date;
  /** Exclusive. */
  to: Date;
}

export interface HeadroomKeyRow {
  policyId: number;
  environmentId: number;
  /** Address, number of the consumer, account hash. */
  key: string;
  peak: number;
  peakAt: Date;
  calls: number;
  secondsOver: number;
  /** Of the policy: keys in all, over the limit, and at 80 % of it or more without being over. */
  keysSeen: number;
  /** In an hour there were as many as are kept for sure: there may have been more. */
  keysSeenAtLeast: boolean;
  keysOver: number;
  keysNear: number;
}

// policies first, by themselves: a cluster joins no ordinary table with telemetry
const POLICIES = `
  with policy as materialized (
    select id, version, call_limit from rate_policy where project_id = $1 and ($2::int is null or id = $2))`;
// rate_peak_pkey
const IN_RANGE = `
  from policy r
  join rate_peak p on p.project_id = $1 and p.policy_id = r.id and p.version = r.version
 where p.at >= date_trunc('hour', $3::timestamptz, 'UTC') and p.at < $4 and p.environment_id = any($5::smallint[])`;

/** The busiest keys of each policy, at most `limit`. */
export async function readHeadroomKeys(
  sql: Sql,
  { projectId, policyId, from, to, environmentIds }: HeadroomQuery,
  limit: number,
): Promise<HeadroomKeyRow[]> {
  const { rows } = await sql.query<HeadroomKeyRow>(
    `${POLICIES},
     key as (
       select r.id, r.call_limit, p.environment_id, p.key, max(p.peak) peak, sum(p.calls)::float8 calls,
              sum(p.seconds_over)::float8 seconds_over, (array_agg(p.at order by p.peak desc, p.at desc))[1] at
       ${IN_RANGE} group by r.id, r.call_limit, p.environment_id, p.key),
     ranked as (
       select *, row_number() over (partition by id order by peak desc, calls desc, key, environment_id) place,
              count(*) over (partition by id)::int seen,
              (count(*) filter (where peak > call_limit) over (partition by id))::int overs,
              (count(*) filter (where peak <= call_limit and peak >= 0.8 * call_limit) over (partition by id))::int nears
       from key),
     cut as (select r.id ${IN_RANGE} group by r.id, p.environment_id, p.at having count(*) >= $7)
     select id as "policyId", environment_id as "environmentId", key, peak, at as "peakAt", calls, seconds_over as "secondsOver",
            seen as "keysSeen", id in (select id from cut) as "keysSeenAtLeast", overs as "keysOver", nears as "keysNear"
     from ranked where place <= $6 order by id, place`,
    [projectId, policyId, from, to, environmentIds, limit, RATE_LIMITS.shownKeys],
  );
  return rows;
}

export interface HeadroomHourRow {
  policyId: number;
  at: Date;
  peak: number;
  keysOver: number;
}

/** The highest peak of each hour, by policy, and how many keys were over. */
export async function readHeadroomHours(
  sql: Sql,
  { projectId, policyId, from, to, environmentIds }: HeadroomQuery,
): Promise<HeadroomHourRow[]> {
  const { rows } = await sql.query<HeadroomHourRow>(
    `${POLICIES}
     select r.id as "policyId", p.at, max(p.peak) as peak,
            (count(*) filter (where p.peak > r.call_limit))::int as "keysOver"
     ${IN_RANGE} group by r.id, p.at order by r.id, p.at`,
    [projectId, policyId, from, to, environmentIds],
  );
  return rows;
}
