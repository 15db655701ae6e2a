import type { RatePeak } from '../../shared';
import type { Sql } from '../core/storage';

/** Uses the primary key. */
async function deletePeaks(tx: Sql, projectId: number, peaks: readonly RatePeak[]): Promise<void> {
  if (peaks.length === 0) return;
  await tx.query(
    `delete from rate_peak p
     using unnest($2::int[], $3::int[], $4::int[], $5::smallint[], $6::text[]) as given(i, v, t, e, k)
     where p.project_id = $1 and p.policy_id = i and p.version = v and p.at = to_timestamp(t)
       and p.environment_id = e and p.key = k`,
    [
      projectId,
      peaks.map((one) => one.policyId),
      peaks.map((one) => one.version),
      peaks.map((one) => one.hour),
      peaks.map((one) => one.environmentId),
      peaks.map((one) => one.key),
    ],
  );
}

/**
 * Stores what keys came to in an hour so far; what is told with no calls is shown no more. The same again changes nothing, and less than what is stored neither: a key
 * whose counting was shed begins anew.
 */
export async function saveRatePeaks(tx: Sql, projectId: number, told: readonly RatePeak[]): Promise<void> {
  const peaks = told.filter(({ calls }) => calls > 0);
  await deletePeaks(
    tx,
    projectId,
    told.filter(({ calls }) => calls === 0),
  );
  if (peaks.length === 0) return;
  await tx.query(
    `insert into rate_peak as known (project_id, policy_id, version, at, environment_id, key, peak, calls, seconds_over)
     select $1::int, i, v, to_timestamp(t), e, k, p, c, o
     from unnest($2::int[], $3::int[], $4::int[], $5::smallint[], $6::text[], $7::int[], $8::int[], $9::int[])
       as given(i, v, t, e, k, p, c, o)
     order by i, v, t, e, k
     on conflict (project_id, policy_id, version, at, environment_id, key) do update set
       peak = greatest(known.peak, excluded.peak), calls = greatest(known.calls, excluded.calls),
       seconds_over = greatest(known.seconds_over, excluded.seconds_over)`,
    [
      projectId,
      peaks.map((one) => one.policyId),
      peaks.map((one) => one.version),
      peaks.map((one) => one.hour),
      peaks.map((one) => one.environmentId),
      peaks.map((one) => one.key),
      peaks.map((one) => one.peak),
      peaks.map((one) => one.calls),
      peaks.map((one) => one.secondsOver),
    ],
  );
}
