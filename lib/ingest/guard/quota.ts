/** Calls that each project may still send, refilled by the second; up to a minute's worth is saved up. */
export interface Quota {
  /** May the project send now? A batch may overdraw; the next post then waits. */
  open(projectId: number, perMinute: number): boolean;
  charge(projectId: number, calls: number): void;
}

interface Bucket {
  left: number;
  atMs: number;
}

export function createQuota(nowMs: () => number): Quota {
  const buckets = new Map<number, Bucket>();
  return {
    open(projectId, perMinute) {
      const atMs = nowMs();
      const bucket = buckets.get(projectId) ?? { left: perMinute, atMs };
      buckets.set(projectId, bucket);
      const passedMs = Math.max(0, atMs - bucket.atMs); // a clock that is set back takes nothing away
      bucket.left = Math.min(perMinute, bucket.left + (passedMs * perMinute) / 60_000);
      bucket.atMs = atMs;
      return bucket.left > 0;
    },
    charge(projectId, calls) {
      const bucket = buckets.get(projectId);
      if (bucket) bucket.left -= calls;
    },
  };
}
