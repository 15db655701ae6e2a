import type { Sql } from '../core/storage';
import type { Lease } from './lease';

/** Thrown inside a transaction whose lease another process holds by now: nothing of it may be written. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';

  constructor(lease: Lease) {
    super(`the lease of ${lease.job} bucket ${lease.bucket} is held by another process`);
  }
}

/**
 * The fence: first statement of every transaction of a folding loop. Keeps the lease from changing hands until COMMIT;
 * throws LeaseLostError when it has changed or expired.
 */
export async function holdLease(tx: Sql, lease: Lease): Promise<void> {
  const { rowCount } = await tx.query(
    `select 1 from lease
     where bucket = $1 and job = $2 and token = $3 and expires_at > clock_timestamp()
     for share`,
    [lease.bucket, lease.job, lease.token],
  );
  if (rowCount !== 1) throw new LeaseLostError(lease);
}
