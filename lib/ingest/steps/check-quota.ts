import { after } from '../pipeline/after';
import type { Quotas } from '../guard/bill';
import type { UsedUp } from '../guard/call-quota';
import type { Keyed } from '../pipeline/batch';
import { comeBack, type Refusal } from '../pipeline/refusal';
import type { quotas } from '../../storage';

function isUsedUp({ period, limit, resetsAt }: UsedUp): Refusal {
  const message = `the project's quota of ${limit} calls a ${period} is used up; it begins anew at ${resetsAt.toISOString()}`;
  return comeBack('quota', 'rate_limited', message);
}

/** As the client announced it: nothing of a refused post is read. */
function announcedBytes({ headers }: Keyed): number {
  const bytes = Number(headers['content-length'] ?? 0);
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : 0;
}

/**
 * Refuses while the project has overdrawn its calls a minute, or used up those of the day or the month; what a batch costs is
 * known only after decoding, but each post costs one call of the minute at least.
 */
export const checkQuota = ({ quota, callQuota }: Quotas) => {
  const refuse = (batch: Keyed, by: quotas.QuotaName, refusal: Refusal): never => {
    callQuota.refuse(batch.key.projectId, by, announcedBytes(batch));
    throw refusal;
  };
  return (batch: Keyed): Keyed | Promise<Keyed> => {
    const { projectId, quotaPerMinute, quotaPerDay: perDay, quotaPerMonth: perMonth } = batch.key;
    if (!quota.open(projectId, quotaPerMinute)) {
      refuse(
        batch,
        'minute',
        comeBack('quota', 'rate_limited', `the project's quota is ${quotaPerMinute} calls a minute`),
      );
    }
    return after(callQuota.usedUp({ projectId, perDay, perMonth }), (usedUp) => {
      if (usedUp !== null) return refuse(batch, usedUp.period, isUsedUp(usedUp));
      quota.charge(projectId, 1);
      return batch;
    });
  };
};
