import { z } from 'zod';
import { requirePermission } from '../../access';
import type { Context } from '../../access';
import type { IngestGapsAnswer } from '../../shared';
import { listIngestGaps } from '../../storage';
import { rangeParams, requireRange } from '../range/params';

export const ingestGapsInput = z.object(rangeParams).omit({ environment: true });
export type IngestGapsInput = z.output<typeof ingestGapsInput>;

/** Times of a range in which no process took calls: counts of them are 0 and tell nothing. */
export async function getIngestGaps(ctx: Context, { projectId, from, to }: IngestGapsInput): Promise<IngestGapsAnswer> {
  requirePermission(ctx, 'project:read', projectId);
  requireRange({ from, to });
  const gaps = await listIngestGaps(ctx.storage, { from, to, now: ctx.now() });
  return {
    gaps: gaps.map(({ startedAt, endedAt }) => ({
      from: startedAt.toISOString(),
      to: endedAt?.toISOString() ?? null,
    })),
  };
}
