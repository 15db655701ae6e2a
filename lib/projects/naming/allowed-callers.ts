import { requirePermission, requireProject, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, type AllowedCallerItem, type AllowedCallersAnswer } from '../../shared';
import { announce, naming, takeNumbers } from '../../storage';
import type { AllowedCallerInput, CreateAllowedCallerInput } from './inputs';

const MOST = 200;

function toItem({ id, network, note, expiresAt, createdAt }: naming.AllowedCallerRecord, now: Date): AllowedCallerItem {
  return {
    id: String(id),
    network: network.replace(/(?<=\.\d+)\/32$|\/128$/, ''),
    note,
    expiresAt: expiresAt?.toISOString() ?? null,
    expired: expiresAt !== null && expiresAt <= now,
    createdAt: createdAt.toISOString(),
  };
}

const standing = (list: naming.AllowedCallerRecord[]) => list.filter(({ endedAt }) => endedAt === null);

/** Callers that detectors say nothing of, the newest first; expired ones stay listed until they are removed. */
export async function listAllowedCallers(ctx: Context, input: { projectId: number }): Promise<AllowedCallersAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const all = await naming.listAllowedCallers(ctx.storage, requireProject(ctx).id);
  return { callers: standing(all).map((caller) => toItem(caller, ctx.now())) };
}

/** Allows callers: from now on detectors take nothing of theirs for evidence. Throws `invalid`, `conflict` for too many. */
export async function allowCaller(ctx: Context, input: CreateAllowedCallerInput): Promise<AllowedCallerItem> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { id: projectId } = requireProject(ctx);
  const { network, note, expiresAt } = input;
  const now = ctx.now();
  if (expiresAt !== null && expiresAt <= now) {
    throw new AppError('invalid', 'expiresAt: must lie in the future', { field: 'expiresAt' });
  }
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.id : null;
  const caller = await ctx.storage.transaction(async (tx) => {
    const id = await takeNumbers(tx, { projectId, name: 'allowed_caller', count: 1 });
    if (standing(await naming.listAllowedCallers(tx, projectId)).length >= MOST) {
      throw new AppError('conflict', `a project allows at most ${MOST} callers`);
    }
    const record = { projectId, id, network, note, expiresAt, endedAt: null, createdBy, createdAt: now };
    await naming.insertAllowedCaller(tx, record);
    const data = { expires: expiresAt?.toISOString() ?? null };
    await appendAudit(tx, ctx, { action: 'allowed_caller.created', projectId, target: String(id), data });
    return record;
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
  return toItem(caller, now);
}

/** Takes callers off the list: what they send counts as evidence again. Throws `not_found`. */
export async function removeAllowedCaller(ctx: Context, input: AllowedCallerInput): Promise<void> {
  requirePermission(ctx, 'project:update', input.projectId);
  const { projectId, callerId: id } = input;
  await ctx.storage.transaction(async (tx) => {
    const caller = await naming.lockAllowedCaller(tx, { projectId, id });
    if (!caller) throw new AppError('not_found', 'no such entry');
    await naming.endAllowedCaller(tx, { projectId, id, at: ctx.now() });
    await appendAudit(tx, ctx, { action: 'allowed_caller.removed', projectId, target: String(id) });
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
}
