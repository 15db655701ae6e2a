import { bucketOf, releaseLeases, takeLeases } from '../../lib/storage';
import type { Lease, LeaseJob, Storage } from '../../lib/storage';
import type { Job } from '../job';

/** The leases that this process holds, as far as it knows; the fence in each transaction decides. */
export interface LeaseKeeper extends Job {
  leaseOf(projectId: number): Lease | null;
  /** Gives the leases back at the end. */
  release(): Promise<void>;
}

export interface LeaseDeps {
  storage: Storage;
  leaseJob: LeaseJob;
  /** Unique for each start of a process: a restarted one is another owner. */
  owner: string;
  /** Told when there are more leases than before, whose projects may have work waiting. */
  onTaken(): void;
}

/** Takes and renews leases every 3 s; they last 10 s. */
export function createLeaseJob({ storage, leaseJob, owner, onTaken }: LeaseDeps): LeaseKeeper {
  let held = new Map<number, Lease>();
  return {
    name: `leases-${leaseJob}`,
    wakeOn: [],
    everyMs: 3_000,
    async run() {
      const leases = await takeLeases(storage, { job: leaseJob, owner });
      const more = leases.some(({ bucket, token }) => held.get(bucket)?.token !== token);
      held = new Map(leases.map((lease) => [lease.bucket, lease]));
      if (more) onTaken();
    },
    leaseOf: (projectId) => held.get(bucketOf(projectId)) ?? null,
    release: () => releaseLeases(storage, { job: leaseJob, owner }),
  };
}
