import { z } from 'zod';
import { projectParam, requirePermission, requireProject, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, type QuotasAnswer } from '../../shared';
import { announce, quotas } from '../../storage';
import { toQuotaItem } from './to-item';

const MAX_CALLS = 2_000_000_000;

const calls = z
  .number('must be a number of calls, or null for none')
  .max(MAX_CALLS, 'must be at most 2,000,000,000 calls')
  .int('must be a whole number of calls')
  .min(1, 'must be at least 1 call')
  .nullable();

export const quotasInput = z.object({ projectId: projectParam });
export const setQuotasInput = z.object({
  projectId: projectParam,
  perDay: calls.optional(),
  perMonth: calls.optional(),
});

async function standingOf(ctx: Context, projectId: number): Promise<Record<quotas.QuotaName, quotas.QuotaStanding>> {
  const standing = await quotas.readQuotaStanding(ctx.storage, projectId, ctx.now());
  if (!standing) throw new AppError('not_found', 'no such project');
  return standing;
}

/** Quotas of a project and what of them is used. */
export async function getQuotas(ctx: Context, input: z.infer<typeof quotasInput>): Promise<QuotasAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const { id, quotaPerMinute } = requireProject(ctx);
  const { minute, day, month } = await standingOf(ctx, id);
  const { startedAt, refused } = toQuotaItem(minute);
  return {
    perMinute: quotaPerMinute,
    minute: { startedAt, refused },
    day: toQuotaItem(day),
    month: toQuotaItem(month),
  };
}

/**
 * Sets the calls that a project may send in a day and in a month (UTC); null ends a quota, what is left out stays. Throws
 * `invalid` when there is nothing to change or a day may have more than the month.
 */
export async function setQuotas(ctx: Context, input: z.infer<typeof setQuotasInput>): Promise<QuotasAnswer> {
  requirePermission(ctx, 'quota:update', input.projectId);
  const { id } = requireProject(ctx);
  if (input.perDay === undefined && input.perMonth === undefined)
    throw new AppError('invalid', 'nothing to change: give perDay or perMonth');
  const { day, month } = await standingOf(ctx, id);
  const perDay = input.perDay === undefined ? day.limit : input.perDay;
  const perMonth = input.perMonth === undefined ? month.limit : input.perMonth;
  if (perDay !== null && perMonth !== null && perDay > perMonth) {
    const fault = 'must be at most the quota of the month';
    throw new AppError('invalid', `perDay: ${fault}`, { field: 'perDay', fields: { perDay: fault } });
  }
  await ctx.storage.transaction(async (tx) => {
    await quotas.setQuotas(tx, { projectId: id, perDay, perMonth });
    const data = { perDay, perMonth, perDayBefore: day.limit, perMonthBefore: month.limit };
    await appendAudit(tx, ctx, { action: 'quota.updated', projectId: id, target: String(id), data });
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [id] });
  return getQuotas(ctx, { projectId: input.projectId });
}
