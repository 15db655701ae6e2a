import { requirePermission, requireProject, type Context } from '../access';
import { appendAudit } from '../audit';
import { AppError, RATE_LIMITS, type RatePolicyItem } from '../shared';
import { announce, insertRatePolicy, listRatePolicies, takeNumbers } from '../storage';
import { checkValues } from './check-values';
import type { CreateRatePolicyInput } from './inputs';
import { toItems } from './to-item';

/** Makes a rate policy; it counts the calls that come from now on. Throws `invalid` with the field, `conflict` for too many. */
export async function createRatePolicy(ctx: Context, input: CreateRatePolicyInput): Promise<RatePolicyItem> {
  requirePermission(ctx, 'rule:write');
  const project = requireProject(ctx);
  const projectId = project.id;
  const item = await ctx.storage.transaction(async (tx) => {
    const values = await checkValues(tx, input, project);
    const id = await takeNumbers(tx, { projectId, name: 'rate_policy', count: 1 });
    if ((await listRatePolicies(tx, projectId)).length >= RATE_LIMITS.policies) {
      throw new AppError('conflict', `a project has at most ${RATE_LIMITS.policies} rate policies`);
    }
    const createdAt = ctx.now();
    const record = { ...values, projectId, id, version: 1, createdAt, countedFrom: values.enabled ? createdAt : null };
    await insertRatePolicy(tx, record);
    const data = { limit: values.callLimit, windowSeconds: values.windowSeconds, key: values.key };
    await appendAudit(tx, ctx, { action: 'rate_policy.created', projectId, target: String(id), data });
    return (await toItems(tx, [record], project))[0];
  });
  if (!item) throw new Error('a policy that was made is there');
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
  return item;
}
