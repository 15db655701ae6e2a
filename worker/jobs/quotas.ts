import { tellQuotas } from '../../lib/projects';
import type { Storage } from '../../lib/storage';
import type { Job } from '../job';

export interface QuotaDeps {
  storage: Storage;
  baseUrl: string;
  now(): Date;
}

/** Tells owners and admins of quotas that are nearly or wholly used, every 15 s. The guarded update makes it once. */
export function createQuotaJob(deps: QuotaDeps): Job {
  return {
    name: 'quotas',
    wakeOn: [],
    everyMs: 15_000,
    async run() {
      await tellQuotas(deps);
    },
  };
}
