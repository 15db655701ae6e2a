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

/** Is the post to be sent again? It is charged then. */
const comesAgain = (error: unknown): boolean =>
  !(error instanceof Refusal) || error.error.status >= 500 || error.error.details.retryAfterSeconds !== undefined;

/** Its id stands for another body: nothing is stored of it, and an import goes on under another id. */
const isOther = (error: unknown): boolean => error instanceof Refusal && error.reason === 'other_body';

/** The post has its answer; `error` is what ended it, null when it was taken. What is not stored yet is given back. */
export function settle({ quota, callQuota }: Quotas, { projectId, ofMinute, calls }: Bill, error: unknown): void {
  const isUsed = error === null || !comesAgain(error);
  if (!isUsed) quota.charge(projectId, -ofMinute);
  callQuota.settle(projectId, calls, isUsed && !isOther(error));
}
