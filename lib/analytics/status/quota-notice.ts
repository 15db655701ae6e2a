import type { QuotaNotice } from '../../shared';
import { quotas, type Sql } from '../../storage';

/** Part of a quota from which people are told. */
const NEAR = 0.8;

function noticeOf({ period, starts, limit, calls, refusedPosts }: quotas.QuotaStanding): QuotaNotice | null {
  if (limit === null || calls < limit * NEAR) return null;
  const level = calls >= limit ? 100 : 80;
  return {
    period,
    level,
    used: calls,
    limit,
    resetsAt: quotas.resetOf({ period, starts }).toISOString(),
    refusedPosts,
  };
}

/** The quota that has to be told on every page: one that is used up before one that is nearly, the month before the day. */
function worstQuota(standings: readonly quotas.QuotaStanding[]): QuotaNotice | null {
  const notices = standings.flatMap((standing) => noticeOf(standing) ?? []);
  const rank = ({ level, period }: QuotaNotice): number => level * 2 + (period === 'month' ? 1 : 0);
  return notices.reduce<QuotaNotice | null>((worst, one) => (worst && rank(worst) >= rank(one) ? worst : one), null);
}

/** What every page of the project says of its quotas; null while less than 80 percent of each is used. */
export async function readQuotaNotice(sql: Sql, projectId: number, now: Date): Promise<QuotaNotice | null> {
  return worstQuota(await quotas.readQuotaStanding(sql, projectId, now));
}
