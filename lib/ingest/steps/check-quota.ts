import type { Quota } from '../guard/quota';
import type { Keyed } from '../pipeline/batch';
import { comeBack } from '../pipeline/refusal';

/** Refuses while the project has overdrawn its quota; what a batch costs is known only after decoding. */
export const checkQuota =
  (quota: Quota) =>
  (batch: Keyed): Keyed => {
    const { projectId, quotaPerMinute } = batch.key;
    if (quota.open(projectId, quotaPerMinute)) return batch;
    throw comeBack('quota', 'rate_limited', `the project's quota is ${quotaPerMinute} calls a minute`);
  };
