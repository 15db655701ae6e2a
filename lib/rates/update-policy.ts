import { requirePermission, requireProject, type Context, type ContextProject } from '../access';
import { appendAudit } from '../audit';
import { AppError, type RatePolicyItem } from '../shared';
import {
  announce,
  deleteRatePeaks,
  deleteRatePolicyRow,
  lockRatePolicy,
  updateRatePolicy as saveRatePolicy,
  type RatePolicyRecord,
  type RatePolicyValues,
  type Tx,
} from '../storage';
import { checkValues } from './check-values';
import type { CreateRatePolicyInput, RatePolicyInput, UpdateRatePolicyInput } from './inputs';
import { toItems } from './to-item';

/** What decides which calls are counted, and against what: a change of it lets the counting begin anew. */
const COUNTED = ['endpointId', 'environmentId', 'callLimit', 'windowSeconds', 'key'] as const;

async function ownPolicy(tx: Tx, ctx: Context, id: number): Promise<RatePolicyRecord> {
  const policy = await lockRatePolicy(tx, { projectId: requireProject(ctx).id, id });
  if (!policy) throw new AppError('not_found', 'no such rate policy');
  return policy;
}

function inputOf(before: RatePolicyRecord, { environments }: ContextProject): CreateRatePolicyInput {
  const { name, callLimit, windowSeconds, key, endpointId, environmentId, enabled } = before;
  const environment = environments.find((item) => item.id === environmentId)?.slug ?? null;
  return { name, limit: callLimit, windowSeconds, key, endpoint: endpointId, environment, enabled };
}

async function save(
  tx: Tx,
  ctx: Context,
  { before, values }: { before: RatePolicyRecord; values: RatePolicyValues },
): Promise<RatePolicyRecord> {
  const at = ctx.now();
  const anew = COUNTED.some((field) => before[field] !== values[field]);
  const version = anew ? before.version + 1 : before.version;
  const goesOn = before.enabled && !anew;
  const countedFrom = values.enabled ? ((goesOn ? before.countedFrom : null) ?? at) : null;
  const record = { ...before, ...values, version, countedFrom };
  const { createdAt, ...changed } = record;
  await saveRatePolicy(tx, { ...changed, at });
  if (anew) await deleteRatePeaks(tx, before);
  const data = { enabled: values.enabled, countedAnew: anew };
  const { projectId } = before;
  await appendAudit(tx, ctx, { action: 'rate_policy.updated', projectId, target: String(before.id), data });
  return { ...record, createdAt };
}

/**
 * Changes a rate policy. Another limit, window, key, endpoint or environment lets its counting begin anew; turned on
 * again it counts from then on, and what it had counted stays. Throws `invalid` with the field, `not_found`.
 */
export async function updateRatePolicy(ctx: Context, input: UpdateRatePolicyInput): Promise<RatePolicyItem> {
  requirePermission(ctx, 'rule:write', input.projectId);
  const project = requireProject(ctx);
  const { policyId, projectId: _, ...given } = input;
  const item = await ctx.storage.transaction(async (tx) => {
    const before = await ownPolicy(tx, ctx, policyId);
    const values = await checkValues(tx, { ...inputOf(before, project), ...given }, project);
    return (await toItems(tx, [await save(tx, ctx, { before, values })], project))[0];
  });
  if (!item) throw new Error('a policy that is locked is there');
  await announce(ctx.storage, { topic: 'settings', projectIds: [project.id] });
  return item;
}

/** Deletes a rate policy and the peaks it came to; incidents stay. Throws `not_found`. */
export async function deleteRatePolicy(ctx: Context, { projectId, policyId }: RatePolicyInput): Promise<void> {
  requirePermission(ctx, 'rule:write', projectId);
  await ctx.storage.transaction(async (tx) => {
    const policy = await ownPolicy(tx, ctx, policyId);
    await deleteRatePolicyRow(tx, policy);
    await deleteRatePeaks(tx, policy);
    await appendAudit(tx, ctx, { action: 'rate_policy.deleted', projectId, target: String(policy.id) });
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
}
