import type { Sql } from '../core/storage';

export interface PendingBlob {
  projectId: number;
  body: Buffer;
}

const INSERT = `
  insert into call_pending (project_id, flush_no, body)
  select p, $1::bigint, b from unnest($2::int[], $3::bytea[]) u(p, b) order by p`;

/** Stores what the calls of one flush add to the rollups, one blob a project. */
export async function insertPending(sql: Sql, flushNo: number, blobs: readonly PendingBlob[]): Promise<void> {
  if (blobs.length === 0) return;
  await sql.query(INSERT, [flushNo, blobs.map((blob) => blob.projectId), blobs.map((blob) => blob.body)]);
}
