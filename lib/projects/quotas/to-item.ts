import type { QuotaItem } from '../../shared';
import { quotas } from '../../storage';

/** A quota as the API answers it. */
export function toQuotaItem(standing: quotas.QuotaStanding): QuotaItem {
  const { period, starts, limit, calls, refusedPosts, refusedBytes, firstRefusedAt, lastRefusedAt } = standing;
  return {
    limit,
    used: calls,
    startedAt: `${starts}T00:00:00.000Z`,
    resetsAt: quotas.resetOf({ period, starts }).toISOString(),
    refused: {
      posts: refusedPosts,
      bytes: refusedBytes,
      firstAt: firstRefusedAt?.toISOString() ?? null,
      lastAt: lastRefusedAt?.toISOString() ?? null,
    },
  };
}
