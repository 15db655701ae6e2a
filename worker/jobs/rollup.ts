import { compactInTurns, listDueProjects } from '../../lib/rollups';
import { retention, type Storage } from '../../lib/storage';
import type { Job } from '../job';

export interface RollupDeps {
  storage: Storage;
  /** The database's clock unless told: what tiers still take goes by it, as what they still keep does. */
  now?(): Date;
  log: { error(fields: object, message: string): void };
}

/**
 * Folds waiting blobs into minutes, hours and days. Every 3 s and not at once, and rarer under load
 * (`compactInTurns`): reads add what waits, and a rarer upsert touches each row less often. A project that fails does not hold up the others.
 */
export function createRollupJob({ storage, now, log }: RollupDeps): Job {
  return {
    name: 'rollup',
    wakeOn: [],
    everyMs: 3_000,
    async run(signal) {
      const due = await listDueProjects(storage);
      if (due.length === 0) return;
      const clock = now ?? (await retention.followClock(storage));
      for (const projectId of due) {
        try {
          while (!signal.aborted && (await compactInTurns(storage, projectId, clock())).full);
        } catch (error) {
          log.error({ err: error, projectId }, 'rollup failed; its calls stay waiting');
        }
      }
    },
  };
}
