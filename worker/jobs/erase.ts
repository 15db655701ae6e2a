import { randomUUID } from 'node:crypto';
import { runErasure } from '../../lib/projects';
import { compactWithin } from '../../lib/rollups';
import { erasures, retention, type Storage, type Tx } from '../../lib/storage';
import type { Job } from '../job';

/** A rollup takes seconds; a repair of a large day may take minutes. */
const LOCK_WAIT_MS = 10_000;

export interface EraseDeps {
  storage: Storage;
  /** The database's clock unless told: a second pass that comes early misses what was under way. */
  now?(): Date;
  /** How long it waits for what others hold; 10 s unless told. */
  lockWaitMs?: number;
  log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** Carries out erasures one by one; a claim of a minute, renewed by every chunk, lets another worker take over. */
export function createEraseJob({ storage, now, log, lockWaitMs = LOCK_WAIT_MS }: EraseDeps): Job {
  return {
    name: 'erase',
    wakeOn: ['settings'],
    everyMs: 5_000,
    async run(signal) {
      while (!signal.aborted) {
        const claim = await erasures.claimErasure(storage, { token: randomUUID(), now: now?.() ?? null });
        if (!claim) return;
        const clock = now ?? (await retention.followClock(storage));
        const fold = async (tx: Tx, projectId: number): Promise<boolean> =>
          (await compactWithin(storage, tx, { projectId, now: clock() })).full;
        try {
          const outcome = await runErasure({ storage, now: clock, fold, lockWaitMs }, claim, signal);
          const about = { erasure: claim.id, kind: claim.kind, projectId: claim.projectId };
          if (outcome === 'done') log.info(about, 'erased');
          if (outcome === 'busy') log.info(about, 'erasure waits for a rollup or a repair; it is tried again');
        } catch (error) {
          log.error({ err: error, erasure: claim.id }, 'erasure failed; it is tried again');
        }
      }
    },
  };
}
