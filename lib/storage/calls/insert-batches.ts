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

const COLUMNS = 'project_id, batch_id, digest, calls, rejected, keep, archived';

// planned in half the time of the other one, and many flushes hold one batch
const INSERT_ONE = `
  insert into ingest_batch (${COLUMNS}) values ($1, $2, $3, $4, $5::jsonb, $6, $7)
  on conflict do nothing
  returning project_id, batch_id`;

// sorted by key, so that two flushes never wait for each other in a circle
const INSERT = `
  insert into ingest_batch (${COLUMNS})
  select p, b, d, c, r::jsonb, k, a
    from unnest($1::int[], $2::bytea[], $3::bytea[], $4::int[], $5::text[], $6::bool[], $7::bool[])
      u(p, b, d, c, r, k, a)
   order by p, b
  on conflict do nothing
  returning project_id, batch_id`;

export const batchKey = (projectId: number, batchId: Buffer): string => `${projectId}:${batchId.toString('hex')}`;

const valuesOf = ({ projectId, batchId, digest, accepted, rejected, keep, archived }: NewBatch) =>
  [
    projectId,
    batchId,
    digest,
    accepted,
    rejected.length === 0 ? null : JSON.stringify(rejected),
    keep,
    archived,
  ] as const;

/** Records batches; the answer holds the keys (`batchKey`) of those that are new. Waits for another flush of the same id. */
export async function insertBatches(sql: Sql, batches: readonly NewBatch[]): Promise<Set<string>> {
  const rows = batches.map(valuesOf);
  const [first] = rows;
  if (!first) return new Set();
  const columns = first.map((_, at) => rows.map((row) => row[at]));
  const [text, values] = rows.length === 1 ? [INSERT_ONE, first] : [INSERT, columns];
  const found = await sql.query<{ project_id: number; batch_id: Buffer }>(text, values);
  return new Set(found.rows.map((row) => batchKey(row.project_id, row.batch_id)));
}
