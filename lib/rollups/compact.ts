import { claimPending, tryEnterRollup } from '../storage';
import type { WaitingBlob, Storage } from '../storage';
import { addToTiers } from './add-to-tiers';
import { decodePending } from './pending/codec';
import { mergePending } from './pending/merge';
import { emptyTotals } from './pending/totals';
import type { PendingTotals } from './pending/totals';

// About 150,000 calls: a third of a second of work between two statements, well inside the idle limit of 5 s.
const MAX_CLAIM_BYTES = 2_000_000;

export function mergeBlobs(blobs: readonly WaitingBlob[]): PendingTotals {
  const totals = emptyTotals();
  for (const { body } of blobs) mergePending(totals, decodePending(body));
  return totals;
}

/**
 * Moves waiting blobs of a project into the tiers, in one transaction: the DELETE is the claim, so two workers never count
 * a blob twice and a crash gives it back. Answers how many were moved; 0 = none left, or the project is being rebuilt.
 */
export async function compactProject(storage: Storage, projectId: number, now: Date): Promise<number> {
  return storage.transaction(
    async (tx) => {
      if (!(await tryEnterRollup(tx, projectId))) return 0;
      // Lost with a crash, the claim is lost with it and the blobs are still there: nothing to wait for.
      await tx.query('set local synchronous_commit = off');
      const blobs = await claimPending(tx, projectId, MAX_CLAIM_BYTES);
      if (blobs.length > 0) {
        await addToTiers(storage, tx, { projectId, totals: mergeBlobs(blobs), now, skipDay: null });
      }
      return blobs.length;
    },
    { timeoutMs: 60_000 },
  );
}
