import type { Sql } from '../core/storage';
import type { Rejection } from './batch-record';

export interface NewBatch {
  projectId: number;
  batchId: Buffer;
  digest: Buffer;
  accepted: number;
  rejected: readonly Rejection[];
  /** The id is kept longer than 48 hours: as long as the calls may be, */
  keep: boolean;
  /** which is for good when some are in an archive. */
  archived: boolean;
}

// sorted by key, so that two flushes never wait for each other in a circle
const INSERT = `
  insert into ingest_batch (project_id, batch_id, digest, calls, rejected, keep, archived)
  select p, b, d, c, r::jsonb, k, a
    from unnest($1::int[], $2::bytea[], $3::bytea[], $4::int[], $5::text[], $6::bool[], $7::bool[])
      u(p, b, d, c, r, k, a)
   order by p, b
  on conflict do nothing
  returning project_id, batch_id`;

export const batchKey = (projectId: number, batchId: Buffer): string => `${projectId}:${batchId.toString('hex')}`;

/** Records batches; the answer holds the keys (`batchKey`) of those that are new. Waits for another flush of the same id. */
export async function insertBatches(sql: Sql, batches: readonly NewBatch[]): Promise<Set<string>> {
  if (batches.length === 0) return new Set();
  const { rows } = await sql.query<{ project_id: number; batch_id: Buffer }>(INSERT, [
    batches.map((batch) => batch.projectId),
    batches.map((batch) => batch.batchId),
    batches.map((batch) => batch.digest),
    batches.map((batch) => batch.accepted),
    batches.map((batch) => (batch.rejected.length === 0 ? null : JSON.stringify(batch.rejected))),
    batches.map((batch) => batch.keep),
    batches.map((batch) => batch.archived),
  ]);
  return new Set(rows.map((row) => batchKey(row.project_id, row.batch_id)));
}
