import { z } from 'zod';
import { requirePermission, requireProject, type Context } from '../access';
import { appendAudit } from '../audit';
import { AppError, type IngestKeyItem, type KeysAnswer, type NewKeyAnswer } from '../shared';
import { announce, listIngestKeys, revokeIngestKeyRow } from '../storage';
import { makeAndStoreIngestKey } from './make-keys';
import { toKeyItem } from './to-item';

const projectId = z.coerce.number().int();
export const createKeyInput = z.object({
  projectId,
  name: z.string().trim().min(1, 'must not be empty').max(80, 'must have at most 80 characters'),
  environment: z.string().default('production'),
});
export const revokeKeyInput = z.object({ projectId, keyId: z.string().max(64) });

/** Keys of a project by hint, never the keys themselves. */
export async function listKeys(ctx: Context, input: { projectId: number }): Promise<KeysAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const { id, environments } = requireProject(ctx);
  const keys = await listIngestKeys(ctx.storage, id);
  return { keys: keys.map((key) => toKeyItem(key, environments)) };
}

/** Makes a key; a project may have several live ones, so that one can be changed for another without a gap. */
export async function createIngestKey(ctx: Context, input: z.infer<typeof createKeyInput>): Promise<NewKeyAnswer> {
  requirePermission(ctx, 'key:create', input.projectId);
  const { id, environments } = requireProject(ctx);
  const environment = environments.find(({ slug }) => slug === input.environment);
  if (!environment) throw new AppError('invalid', 'no such environment', { field: 'environment' });
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.id : null;
  return ctx.storage.transaction(async (tx) => {
    const details = { projectId: id, environment, name: input.name, createdBy, at: ctx.now() };
    const { key, record } = await makeAndStoreIngestKey(tx, details);
    await appendAudit(tx, ctx, { action: 'key.created', projectId: id, target: record.id });
    return { key, item: toKeyItem(record, environments) };
  });
}

/** Revokes a key for good: ingest refuses it as soon as the announcement arrives. Doing it twice changes nothing. */
export async function revokeIngestKey(ctx: Context, input: z.infer<typeof revokeKeyInput>): Promise<IngestKeyItem> {
  requirePermission(ctx, 'key:revoke', input.projectId);
  const { id, environments } = requireProject(ctx);
  const revoked = await ctx.storage.transaction(async (tx) => {
    const result = await revokeIngestKeyRow(tx, { projectId: id, keyId: input.keyId, at: ctx.now() });
    if (!result) throw new AppError('not_found', 'no such key');
    if (result.changed) await appendAudit(tx, ctx, { action: 'key.revoked', projectId: id, target: input.keyId });
    return result;
  });
  if (revoked.changed) await announce(ctx.storage, { topic: 'settings', projectIds: [id] });
  return toKeyItem(revoked.key, environments);
}
