import { erasures, type Storage, type Tx } from '../../storage';

/** The process ends: what is left is carried on by the next. */
export class ErasurePausedError extends Error {
  override readonly name = 'ErasurePausedError';
}

export interface ErasureDeps {
  storage: Storage;
  now(): Date;
  /**
   * Once nobody else writes the project's tiers, folds some of what waits to be folded, what was set aside included; answers
   * whether more may wait.
   */
  fold(tx: Tx, projectId: number): Promise<boolean>;
  /** So long a chunk waits for what others hold; then the erasure is busy, and tried again. */
  lockWaitMs: number;
}

/** What each step works with. */
export interface Work extends ErasureDeps {
  claim: erasures.ErasureClaim;
  /** One short transaction that also counts its rows and renews the claim; answers the rows. Doing it again is harmless. */
  chunk(table: string, erase: (tx: Tx) => Promise<number>): Promise<number>;
  /** Chunks until one has fewer rows than it may have. */
  chunks(table: string, erase: (tx: Tx, limit: number) => Promise<number>): Promise<void>;
  /** Folds all that waits. What is folded afterwards was stored afterwards. */
  foldAll(): Promise<void>;
}

const CHUNK_ROWS = 5_000;
const CHUNK_TIMEOUT_MS = 50_000;

export function createWork(deps: ErasureDeps, claim: erasures.ErasureClaim, signal: AbortSignal): Work {
  const chunk: Work['chunk'] = (table, erase) => {
    if (signal.aborted) throw new ErasurePausedError('the process ends');
    return deps.storage.transaction(
      async (tx) => {
        await tx.query(`set local lock_timeout = ${Math.floor(deps.lockWaitMs)}`);
        const rows = await erase(tx);
        await erasures.countErased(tx, claim, { table, rows });
        return rows;
      },
      { timeoutMs: CHUNK_TIMEOUT_MS },
    );
  };
  return {
    ...deps,
    claim,
    chunk,
    async chunks(table, erase) {
      while ((await chunk(table, (tx) => erase(tx, CHUNK_ROWS))) >= CHUNK_ROWS);
    },
    async foldAll() {
      for (let more = true; more;) {
        await chunk('call_pending', async (tx) => {
          more = await deps.fold(tx, claim.projectId);
          return 0;
        });
      }
    },
  };
}
