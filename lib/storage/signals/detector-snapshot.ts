import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { Sql } from '../core/storage';
import { deleteFoldedRates } from '../rates/rate-seconds';

const pack = promisify(deflateRaw);
const unpack = promisify(inflateRaw);

/** The latest snapshot of a project's detector state, as text; null when there is none. */
export async function findDetectorSnapshot(tx: Sql, projectId: number): Promise<string | null> {
  const { rows } = await tx.query<{ body: Buffer }>('select body from detector_state where project_id = $1', [
    projectId,
  ]);
  const body = rows[0]?.body;
  return body ? (await unpack(body)).toString('utf8') : null;
}

/** Packs a snapshot; outside the transaction, since it takes time. */
export async function packSnapshot(text: string): Promise<Buffer> {
  return pack(Buffer.from(text, 'utf8'));
}

/**
 * Stores a snapshot that covers everything folded so far, and empties the list of what a successor must replay. What was
 * counted for rate policies stands in the snapshot and goes with it.
 */
export async function saveDetectorSnapshot(
  tx: Sql,
  { projectId, at, body }: { projectId: number; at: Date; body: Buffer },
): Promise<void> {
  await tx.query(
    `insert into detector_state as known (project_id, at, body) values ($1, $2, $3)
     on conflict (project_id) do update set at = excluded.at, body = excluded.body`,
    [projectId, at, body],
  );
  await deleteFoldedRates(tx, projectId);
  await tx.query('delete from signal_done where project_id = $1', [projectId]);
}
