import { isLockTimeout } from '../calls/database-errors';
import type { Sql, Storage } from '../core/storage';
import { LEASE_MS, type Lease, type LeaseJob } from './lease';

interface Owner {
  job: LeaseJob;
  owner: string;
}

interface Row {
  bucket: number;
  token: string;
}

interface Taken extends Row {
  renewed: boolean;
}

/** So long the owner waits for its own transaction that keeps a lease in place; a lease lasts over several such waits. */
const OWN_WAIT_MS = 2_000;

// A row that a transaction keeps in place is left out: its process may be stopped, and the others are not to wait for it. A lease
// that would last twice as long as one can was given by a clock that was wrong.
const TAKE = `
  with open as (
    select bucket from lease
     where job = $1
       and (owner = $2 or expires_at not between clock_timestamp() and clock_timestamp() + 2 * $3 * interval '1 millisecond')
       for no key update skip locked
  ), taken as (
    update lease l
       set owner = $2,
           token = case when l.owner = $2 then l.token else l.token + 1 end,
           expires_at = clock_timestamp() + $3 * interval '1 millisecond'
      from open
     where l.job = $1 and l.bucket = open.bucket
    returning l.bucket, l.token
  )
  select bucket, token, true as renewed from taken
  union all
  select bucket, token, false from lease where job = $1 and owner = $2 and bucket not in (select bucket from taken)`;

/**
 * Renews leases that the owner's own transactions keep in place, once those are over; one that takes longer keeps its lease from
 * others by itself. A lease that somebody has taken meanwhile is left out.
 */
async function renewOwn(storage: Storage, { job, owner }: Owner, kept: readonly Row[]): Promise<readonly Row[]> {
  if (kept.length === 0) return [];
  const buckets = kept.map(({ bucket }) => bucket);
  try {
    return await storage.transaction(async (tx) => {
      await tx.query(`set local lock_timeout = ${OWN_WAIT_MS}`);
      const { rows } = await tx.query<Row>(
        `update lease set expires_at = clock_timestamp() + $4 * interval '1 millisecond'
          where job = $1 and owner = $2 and bucket = any($3::int[])
         returning bucket, token`,
        [job, owner, buckets, LEASE_MS],
      );
      return rows;
    });
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    return kept;
  }
}

/**
 * Takes every free or expired lease of a job, and those that a wrong clock gave for longer, and renews those that `owner` holds,
 * for 10 s by the database's clock. A lease that a transaction of another keeps in place is left for the next time. Returns all that it holds now. A renewal keeps the
 * token; a takeover raises it.
 */
export async function takeLeases(storage: Storage, { job, owner }: Owner): Promise<Lease[]> {
  const { rows } = await storage.query<Taken>(TAKE, [job, owner, LEASE_MS]);
  const kept = rows.filter(({ renewed }) => !renewed);
  const held = [...rows.filter(({ renewed }) => renewed), ...(await renewOwn(storage, { job, owner }, kept))];
  return held.map(({ bucket, token }) => ({ bucket, job, token }));
}

/** Gives all leases of `owner` back, so that a successor need not wait for them to expire. */
export async function releaseLeases(sql: Sql, { job, owner }: { job: LeaseJob; owner: string }): Promise<void> {
  await sql.query(`update lease set expires_at = 'epoch' where job = $1 and owner = $2`, [job, owner]);
}
