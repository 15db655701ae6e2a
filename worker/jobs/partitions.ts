import { dayOf, ensurePartitionsFor } from '../../lib/storage';
import type { Storage } from '../../lib/storage';
import type { Job } from '../job';

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 7;

export interface PartitionDeps {
  storage: Storage;
  now(): Date;
}

/** Makes partitions of yesterday (late calls) up to seven days ahead; the first run is at boot. */
export function createPartitionJob({ storage, now }: PartitionDeps): Job {
  return {
    name: 'partitions',
    wakeOn: [],
    everyMs: 3_600_000,
    async run() {
      const at = now();
      const offsets = Array.from({ length: DAYS_AHEAD + 2 }, (_, index) => index - 1);
      const days = offsets.map((offset) => dayOf(at.getTime() + offset * DAY_MS));
      await ensurePartitionsFor(storage, days, at);
    },
  };
}
