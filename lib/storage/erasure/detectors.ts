import type { Sql } from '../core/storage';
import { bucketOf } from '../leases/lease';
import { findDetectorSnapshot, packSnapshot } from '../signals/detector-snapshot';

/**
 * Whoever folds the project's bucket loses its lease: nothing of what it remembers is written any more, and it begins anew
 * from what is stored. Part of the transaction that changes what is stored.
 */
export async function endFolding(tx: Sql, projectId: number): Promise<void> {
  await tx.query(
    `update lease set owner = '', token = token + 1, expires_at = 'epoch' where bucket = $1 and job = 'detect'`,
    [bucketOf(projectId)],
  );
}

/** Puts another text in the place of one in what the detectors remember; answers whether it was there. */
export async function replaceInDetectorState(
  tx: Sql,
  { projectId, text, by }: { projectId: number; text: string; by: string },
): Promise<number> {
  await endFolding(tx, projectId);
  const state = await findDetectorSnapshot(tx, projectId);
  if (state === null || !state.includes(text)) return 0;
  await tx.query('update detector_state set body = $2 where project_id = $1', [
    projectId,
    await packSnapshot(state.replaceAll(text, by)),
  ]);
  return 1;
}
