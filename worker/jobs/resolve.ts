import { enqueueIncidentNotices } from '../../lib/alerting';
import { CATALOGUE } from '../../lib/detection';
import { resolveQuiet } from '../../lib/incidents';
import { announce, listQuietIncidents, type Storage } from '../../lib/storage';
import type { Job } from '../job';

export interface ResolveDeps {
  storage: Storage;
  now(): Date;
}

/** Resolves incidents that have been quiet for 30 minutes. The row lock makes it once, whatever the number of workers. */
export function createResolveJob({ storage, now }: ResolveDeps): Job {
  return {
    name: 'resolve',
    wakeOn: [],
    everyMs: 15_000,
    async run(signal) {
      const quiet = await listQuietIncidents(storage, new Date(now().getTime() - CATALOGUE.quietMs));
      for (const key of quiet) {
        if (signal.aborted) return;
        const at = now();
        const enqueued = await storage.transaction(async (tx) => {
          const notice = await resolveQuiet(tx, key, at);
          return notice ? (await enqueueIncidentNotices(tx, [notice], at)).enqueued : 0;
        });
        await announce(storage, { topic: 'incidents', projectIds: [key.projectId] });
        if (enqueued > 0) await announce(storage, { topic: 'outbox', projectIds: [key.projectId] });
      }
    },
  };
}
