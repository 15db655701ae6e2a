import type { Sql } from '../core/storage';
import { LEASE_MS, type Lease, type LeaseJob } from './lease';

/**
 * Takes every free or expired lease of a job and renews those that `owner` holds, for 10 s by the database's clock.
 * Returns all that it holds now. A renewal keeps the token; a takeover raises it.
 */
export async function takeLeases(sql: Sql, { job, owner }: { job: LeaseJob; owner: string }): Promise<Lease[]> {
  const { rows } = await sql.query<{ bucket: number; token: string }>(
    `update lease
     set owner = $2,
         token = case when owner = $2 then token else token + 1 end,
         expires_at = clock_timestamp() + $3 * interval '1 millisecond'
     where job = $1 and (expires_at < clock_timestamp() or owner = $2)
     returning bucket, token`,
    [job, owner, LEASE_MS],
  );
  return rows.map(({ bucket, token }) => ({ bucket, job, token }));
}

/** Gives all leases of `owner` back, so that a successor need not wait for them to expire. */
export async function releaseLeases(sql: Sql, { job, owner }: { job: LeaseJob; owner: string }): Promise<void> {
  await sql.query(`update lease set expires_at = 'epoch' where job = $1 and owner = $2`, [job, owner]);
}
