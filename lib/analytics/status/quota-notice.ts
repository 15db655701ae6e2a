import type { QuotaNotice, StatusAnswer } from '../../shared';
import { quotas, type Sql } from '../../storage';

/** Part of a quota from which people are told. */
const NEAR = 0.8;
/** So long after its last refusal the quota of the minute is told of. */
const BITES_MS = 5 * 60_000;

type Standing = quotas.QuotaStanding;

function noticeOf(period: quotas.QuotaPeriod, { starts, limit, calls, refusedPosts }: Standing): QuotaNotice | null {
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

/** One that is used up before one that is nearly, the month before the day. */
function worstQuota({ day, month }: Record<quotas.QuotaPeriod, Standing>): QuotaNotice | null {
  const [ofDay, ofMonth] = [noticeOf('day', day), noticeOf('month', month)];
  return ofDay && ofDay.level > (ofMonth?.level ?? 0) ? ofDay : ofMonth;
}

function minuteNotice({ limit, refusedPosts, lastRefusedAt }: Standing, now: Date): StatusAnswer['minuteQuota'] {
  if (limit === null || lastRefusedAt === null || now.getTime() - lastRefusedAt.getTime() >= BITES_MS) return null;
  return { limit, refusedPosts, lastRefusedAt: lastRefusedAt.toISOString() };
}

/** What every page of the project says of its quotas. */
export async function readQuotaNotices(
  sql: Sql,
  projectId: number,
  now: Date,
): Promise<Pick<StatusAnswer, 'quota' | 'minuteQuota'>> {
  const standing = await quotas.readQuotaStanding(sql, projectId, now);
  if (!standing) return { quota: null, minuteQuota: null };
  return { quota: worstQuota(standing), minuteQuota: minuteNotice(standing.minute, now) };
}
