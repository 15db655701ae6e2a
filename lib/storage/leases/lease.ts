/** Projects are spread over this many buckets; a lease is of one bucket and job. */
export const LEASE_BUCKETS = 64;
export const LEASE_MS = 10_000;
export type LeaseJob = 'detect' | 'evaluate';

/** What its holder shows before each write; a new holder has a higher token. */
export interface Lease {
  bucket: number;
  job: LeaseJob;
  token: string;
}

export function bucketOf(projectId: number): number {
  return projectId % LEASE_BUCKETS;
}
