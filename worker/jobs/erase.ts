import { randomUUID } from 'node:crypto';
import { runErasure } from '../../lib/projects';
import { compactProject } from '../../lib/rollups';
import { erasures, type Storage } from '../../lib/storage';
import type { Job } from '../job';

export interface EraseDeps {
  storage: Storage;
  now(): Date;
  log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** Carries out erasures one by one; a claim of a minute, renewed by every chunk, lets another worker take over. */
export function createEraseJob({ storage, now, log }: EraseDeps): Job {
  async function compact(projectId: number): Promise<void> {
    while ((await compactProject(storage, projectId, now())).full);
  }
  return {
    name: 'erase',
    wakeOn: ['settings'],
    everyMs: 5_000,
    async run(signal) {
      while (!signal.aborted) {
        const claim = await erasures.claimErasure(storage, { token: randomUUID(), now: now() });
        if (!claim) return;
        try {
          const done = await runErasure({ storage, now, compact }, claim, signal);
          if (done) log.info({ erasure: claim.id, kind: claim.kind, projectId: claim.projectId }, 'erased');
        } catch (error) {
          log.error({ err: error, erasure: claim.id }, 'erasure failed; it is tried again');
        }
      }
    },
  };
}
