import type { Sql } from '../core/storage';
import type { BatchRecord } from './batch-record';
import { batchKey } from './insert-batches';
import { unpackRejected, type PackedRejected } from './pack-rejected';

interface Row {
  project_id: number;
  batch_id: Buffer;
  digest: Buffer;
  calls: number;
  rejected: PackedRejected | null;
}

export interface StoredBatch extends BatchRecord {
  digest: Buffer;
}

// ingest_batch_pkey
const FIND = `
  select b.project_id, b.batch_id, b.digest, b.calls, b.rejected
    from unnest($1::int[], $2::bytea[]) u(p, b_id)
    join ingest_batch b on b.project_id = u.p and b.batch_id = u.b_id`;

/** Batches that were recorded before, by `batchKey`. */
export async function findBatches(
  sql: Sql,
  keys: readonly { projectId: number; batchId: Buffer }[],
): Promise<Map<string, StoredBatch>> {
  const { rows } = await sql.query<Row>(FIND, [keys.map((key) => key.projectId), keys.map((key) => key.batchId)]);
  return new Map(
    rows.map((row) => [
      batchKey(row.project_id, row.batch_id),
      { digest: row.digest, accepted: row.calls, rejected: unpackRejected(row.rejected ?? []) },
    ]),
  );
}
