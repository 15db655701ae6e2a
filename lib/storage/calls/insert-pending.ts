import type { Sql } from '../core/storage';

export interface PendingBlob {
  projectId: number;
  body: Buffer;
}

// planned in half the time of the other one, and most flushes are of one project
const INSERT_ONE = 'insert into call_pending (project_id, flush_no, body) values ($1, $2, $3)';

// the bodies in one piece, which goes as it is: an array of them would go as text, twice as long
const INSERT = `
  insert into call_pending (project_id, flush_no, body)
  select p, $1::bigint, substr($2::bytea, first, size) from unnest($3::int[], $4::int[], $5::int[]) u(p, first, size)
   order by p`;

/** Stores what the calls of one flush add to the rollups, one blob a project. */
export async function insertPending(sql: Sql, flushNo: number, blobs: readonly PendingBlob[]): Promise<void> {
  const [first] = blobs;
  if (!first) return;
  if (blobs.length === 1) {
    await sql.query(INSERT_ONE, [first.projectId, flushNo, first.body]);
    return;
  }
  const sizes = blobs.map(({ body }) => body.length);
  let next = 1;
  const firsts = sizes.map((size) => (next += size) - size);
  const bodies = Buffer.concat(blobs.map(({ body }) => body));
  await sql.query(INSERT, [flushNo, bodies, blobs.map(({ projectId }) => projectId), firsts, sizes]);
}
