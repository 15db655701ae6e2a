import { LEASE_BUCKETS } from '../../lib/storage';
import { passOver } from '../evaluate/pass';
import type { PassDeps } from '../evaluate/pass';
import type { Job } from '../job';

const MINUTE_MS = 60_000;
/** Calls of the last moments are still on their way when a window ends. */
const GRACE_MS = 5_000;
const BUCKETS = Array.from({ length: LEASE_BUCKETS }, (_, bucket) => bucket);

export interface EvaluateJob extends Job {
  /** Rules evaluated, and notices of alerts, since the start. */
  counts(): { rules: number; notices: number };
}

/** Evaluates metric rules once a minute, five seconds after it, for the projects whose lease this process holds. */
export function createEvaluateJob(deps: Omit<PassDeps, 'onPass'>): EvaluateJob {
  const counts = { rules: 0, notices: 0 };
  /** The lease and the window for which a bucket is done. */
  const done = new Map<number, string>();
  const markOf = (bucket: number, toMs: number): string | null => {
    const lease = deps.leases.leaseOf(bucket);
    return lease && `${lease.token} ${toMs}`;
  };
  const onPass: PassDeps['onPass'] = ({ evaluated, notices }) => {
    counts.rules += evaluated;
    counts.notices += notices;
  };
  return {
    name: 'evaluate',
    wakeOn: [],
    everyMs: 1_000,
    async run(signal) {
      const toMs = Math.floor((deps.now().getTime() - GRACE_MS) / MINUTE_MS) * MINUTE_MS;
      const marks = new Map(BUCKETS.map((bucket) => [bucket, markOf(bucket, toMs)]));
      const buckets = BUCKETS.filter((bucket) => marks.get(bucket) !== null && marks.get(bucket) !== done.get(bucket));
      for (const bucket of await passOver({ ...deps, onPass }, { buckets, toMs, signal })) {
        done.set(bucket, marks.get(bucket) ?? '');
      }
    },
    counts: () => ({ ...counts }),
  };
}
