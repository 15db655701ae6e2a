import type { StatusAnswer } from '../../lib/shared';

const SILENT_AFTER_MS = 3 * 60_000;

/** What is known of a project that has fallen silent. */
export interface Silence {
  lastCallAt: string;
  /** Nothing at all was heard after this. */
  sinceMs: number;
}

type SilenceOf = Pick<StatusAnswer, 'lastCallAt' | 'live' | 'heardAt'>;

/**
 * Whether watching is blind: calls came as they happened, and now neither a call nor the heartbeat of an SDK has come
 * for 3 min. Null before the first live call and while history is imported: nothing is watched yet. An SDK that is heard
 * without calls has none to send.
 */
export function silenceOf({ lastCallAt, live, heardAt }: SilenceOf, now: number): Silence | null {
  if (lastCallAt === null || !live) return null;
  const sinceMs = Math.max(Date.parse(lastCallAt), heardAt === null ? 0 : Date.parse(heardAt));
  return now - sinceMs < SILENT_AFTER_MS ? null : { lastCallAt, sinceMs };
}

type Quotas = Pick<StatusAnswer, 'quota' | 'minuteQuota'>;

/** The period whose quota refuses calls; null for none. */
export function refusingQuota({ quota, minuteQuota }: Quotas): 'day' | 'month' | 'minute' | null {
  if (quota?.level === 100) return quota.period;
  return minuteQuota ? 'minute' : null;
}

/** A silence that nothing on the page explains yet: a quota that refuses what comes is told in a bar of its own. */
export function unexplainedSilence(status: SilenceOf & Quotas, now: number): Silence | null {
  return refusingQuota(status) === null ? silenceOf(status, now) : null;
}
