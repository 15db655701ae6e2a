import type { Sql } from '../core/storage';
import type { Rejection } from './batch-record';

export interface NewBatch {
  projectId: number;
  batchId: Buffer;
  digest: Buffer;
  accepted: number;
  rejected: readonly Rejection[];
}

// sorted by key, so that two flushes never wait for each other in a circle
const INSERT = `
  insert into ingest_batch (project_id, batch_id, digest, calls, rejected)
  select p, b, d, c, r::jsonb
    from unnest($1::int[], $2::bytea[], $3::bytea[], $4::int[], $5::text[]) u(p, b, d, c, r)
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
  ]);
  return new Set(rows.map((row) => batchKey(row.project_id, row.batch_id)));
}
