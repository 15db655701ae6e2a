import { claimPending, MAX_CLAIM_BLOBS, tryEnterRollup } from '../storage';
import type { WaitingBlob, Storage } from '../storage';
import { addToTiers } from './add-to-tiers';
import { decodePending } from './pending/codec';
import { mergePending } from './pending/merge';
import { emptyTotals } from './pending/totals';
import type { PendingTotals } from './pending/totals';

// 300,000 to 700,000 calls: half a second of work between two statements, well inside the idle limit of 5 s. The more calls
// a claim holds, the fewer rows it writes for each: 0.3 instead of 0.8 at 2 MB.
const MAX_CLAIM_BYTES = 6_000_000;

export interface Compacted {
  /** Blobs that were moved; 0 = none left, or somebody else writes the project's tiers. */
  moved: number;
  /** It took as much as one transaction takes: more may wait. */
  full: boolean;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Adds blobs up. The loop turns in between, since other jobs of the process renew their leases meanwhile. */
export async function mergeBlobs(blobs: readonly WaitingBlob[]): Promise<PendingTotals> {
  const totals = emptyTotals();
  for (const { body } of blobs) {
    mergePending(totals, decodePending(body));
    await turn();
  }
  return totals;
}

function isFull(blobs: readonly WaitingBlob[]): boolean {
  const bytes = blobs.reduce((sum, { body }) => sum + body.length, 0);
  return bytes >= MAX_CLAIM_BYTES || blobs.length >= MAX_CLAIM_BLOBS;
}

/**
 * Moves waiting blobs of a project into the tiers, in one transaction: the DELETE is the claim, so two workers never count
 * a blob twice and a crash gives it back.
 */
export async function compactProject(storage: Storage, projectId: number, now: Date): Promise<Compacted> {
  return storage.transaction(
    async (tx) => {
      if (!(await tryEnterRollup(tx, projectId))) return { moved: 0, full: false };
      // Lost with a crash, the claim is lost with it and the blobs are still there: nothing to wait for.
      await tx.query('set local synchronous_commit = off');
      const blobs = await claimPending(tx, projectId, MAX_CLAIM_BYTES);
      if (blobs.length > 0) {
        await addToTiers(storage, tx, { projectId, totals: await mergeBlobs(blobs), now, skipDay: null });
      }
      return { moved: blobs.length, full: isFull(blobs) };
    },
    { timeoutMs: 60_000 },
  );
}
