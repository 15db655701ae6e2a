import pg from 'pg';
import type { Sql } from '../core/storage';
import type { Rejection } from './batch-record';
import { packRejected } from './pack-rejected';

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
const INSERT_ONE = `insert into ingest_batch (${COLUMNS}) values ($1, $2, $3, $4, $5::jsonb, $6, $7)`;

// sorted by key, so that two flushes never wait for each other in a circle
const INSERT = `
  insert into ingest_batch (${COLUMNS})
  select p, b, d, c, r::jsonb, k, a
    from unnest($1::int[], $2::bytea[], $3::bytea[], $4::int[], $5::text[], $6::bool[], $7::bool[])
      u(p, b, d, c, r, k, a)
   order by p, b`;

const UNLESS_KNOWN = `
  on conflict do nothing
  returning project_id, batch_id`;

export const batchKey = (projectId: number, batchId: Buffer): string => `${projectId}:${batchId.toString('hex')}`;

const textOf = ({ rejected }: NewBatch): string | null =>
  rejected.length === 0 ? null : JSON.stringify(packRejected(rejected));

/** Numbers and booleans as an array of the database: the driver looks at each for what must be escaped. */
const plainArray = (batches: readonly NewBatch[], of: (batch: NewBatch) => number | boolean): string =>
  `{${batches.map(of).join()}}`;

/** The statement that records the batches. */
function insertOf(batches: readonly NewBatch[]): { text: string; values: unknown[] } {
  const [first] = batches;
  if (first && batches.length === 1) {
    const { projectId, batchId, digest, accepted, keep, archived } = first;
    return { text: INSERT_ONE, values: [projectId, batchId, digest, accepted, textOf(first), keep, archived] };
  }
  const values = [
    plainArray(batches, ({ projectId }) => projectId),
    batches.map(({ batchId }) => batchId),
    batches.map(({ digest }) => digest),
    plainArray(batches, ({ accepted }) => accepted),
    batches.map(textOf),
    plainArray(batches, ({ keep }) => keep),
    plainArray(batches, ({ archived }) => archived),
  ];
  return { text: INSERT, values };
}

/** Records batches; the answer holds the keys (`batchKey`) of those that are new. Waits for another flush of the same id. */
export async function insertBatches(sql: Sql, batches: readonly NewBatch[]): Promise<Set<string>> {
  if (batches.length === 0) return new Set();
  const { text, values } = insertOf(batches);
  const found = await sql.query<{ project_id: number; batch_id: Buffer }>(text + UNLESS_KNOWN, values);
  return new Set(found.rows.map((row) => batchKey(row.project_id, row.batch_id)));
}

/** Records batches that are all new. Throws when one is not (`isRepeat`), having waited for another flush of the same id. */
export async function insertNewBatches(sql: Sql, batches: readonly NewBatch[]): Promise<void> {
  if (batches.length === 0) return;
  const { text, values } = insertOf(batches);
  await sql.query(text, values);
}

const UNIQUE_VIOLATION = '23505';
const PRIMARY_KEY = /^ingest_batch_pkey/; // on a cluster that of a shard, with its number

/** Was a batch recorded before? */
export const isRepeat = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION && PRIMARY_KEY.test(error.constraint ?? '');
