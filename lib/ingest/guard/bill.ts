import { Refusal } from '../pipeline/refusal';
import type { CallQuota } from './call-quota';
import type { Quota } from './quota';

/** What a post was charged. */
export interface Bill {
  /** 0 until it was charged. */
  projectId: number;
  /** Of the quota of the minute, beside the one that every post costs. */
  ofMinute: number;
  /** Of those of the day and the month. */
  calls: number;
}

/** The quotas that a post is charged to. */
export interface Quotas {
  quota: Quota;
  callQuota: CallQuota;
}

export const newBill = (): Bill => ({ projectId: 0, ofMinute: 0, calls: 0 });

/** Charges what was found in a post. */
export function charge({ quota, callQuota }: Quotas, bill: Bill, { projectId, ofMinute, calls }: Bill): void {
  bill.projectId = projectId;
  bill.ofMinute = ofMinute;
  bill.calls = calls;
  quota.charge(projectId, ofMinute);
  callQuota.charge(projectId, calls);
}

/** It is not the sender's fault: the post is to be sent again, and is charged then. */
const isOurs = (error: unknown): boolean => !(error instanceof Refusal) || error.error.status >= 500;

/** The post has its answer; `error` is what ended it, null when it was taken. What we could not store is given back. */
export function settle({ quota, callQuota }: Quotas, { projectId, ofMinute, calls }: Bill, error: unknown): void {
  const isUsed = error === null || !isOurs(error);
  if (!isUsed) quota.charge(projectId, -ofMinute);
  callQuota.settle(projectId, calls, isUsed);
}
