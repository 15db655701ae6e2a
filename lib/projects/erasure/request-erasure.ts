import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { projectParam, requirePermission, requireProject, requireRecent, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, isAccountHash, type ErasureItem } from '../../shared';
import { announce, erasures, openSecret, type Tx } from '../../storage';
import { toErasureItem } from './to-item';

const HASH_BYTES = 16;

export interface EraseDeps {
  /** CALLWATCH_SECRET, which seals account keys. */
  secret: string;
}

export const eraseInput = z
  .object({
    projectId: projectParam,
    consumer: z.string().min(1, 'must not be empty').max(1_000).optional(),
    account: z.string().trim().min(1, 'must not be empty').max(1_000).optional(),
    accountHash: z
      .string()
      .toLowerCase()
      .refine(isAccountHash, 'must be 32 hexadecimal digits, as the API tells them')
      .optional(),
  })
  .refine(({ consumer, account, accountHash }) => [consumer, account, accountHash].filter(Boolean).length === 1, {
    error: 'give exactly one of consumer, account and accountHash',
  });
export type EraseInput = z.infer<typeof eraseInput>;

export const deleteProjectInput = z.object({ projectId: projectParam, name: z.string() });

/** First 16 bytes of HMAC-SHA-256 in hexadecimal, as account hashes are made. */
const keyedHash = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest().subarray(0, HASH_BYTES).toString('hex');

async function accountKeyOf(ctx: Context, projectId: number, { secret }: EraseDeps): Promise<Buffer> {
  const sealed = await erasures.findAccountKey(ctx.storage, projectId);
  if (!sealed) throw new AppError('not_found', 'no such project');
  return openSecret(secret, sealed);
}

type Subject = Pick<erasures.NewErasure, 'kind' | 'subjectHash' | 'target'>;

async function subjectOf(ctx: Context, { projectId, ...input }: EraseInput, key: Buffer): Promise<Subject> {
  if (input.consumer !== undefined) {
    const id = await erasures.findConsumer(ctx.storage, { projectId, name: input.consumer });
    if (id === null) {
      const fault = 'no consumer of this name has sent calls';
      throw new AppError('not_found', `consumer: ${fault}`, { field: 'consumer', fields: { consumer: fault } });
    }
    const subjectHash = keyedHash(key, `consumer:${input.consumer}`);
    return { kind: 'consumer', subjectHash, target: { id, name: input.consumer } };
  }
  const account = (input.account ?? '').trim().normalize('NFKC').toLowerCase();
  const hash = input.accountHash ?? keyedHash(key, account);
  return { kind: 'account', subjectHash: hash, target: { hash, standIn: randomBytes(HASH_BYTES).toString('hex') } };
}

async function record(tx: Tx, ctx: Context, subject: Subject): Promise<string> {
  const project = requireProject(ctx);
  const id = randomUUID();
  await erasures.insertErasure(tx, {
    ...subject,
    id,
    organizationId: ctx.organization.id,
    projectId: project.id,
    projectName: project.name,
    requestedAt: ctx.now(),
    requestedByKind: ctx.actor.kind,
    requestedBy: ctx.actor.kind === 'system' ? null : ctx.actor.id,
  });
  const data = { kind: subject.kind };
  await appendAudit(tx, ctx, { action: 'erasure.requested', projectId: project.id, target: id, data });
  return id;
}

async function answer(ctx: Context, id: string): Promise<ErasureItem> {
  const row = await erasures.findErasure(ctx.storage, { organizationId: ctx.organization.id, id });
  if (!row) throw new Error('an erasure is not there after it was asked for');
  return toErasureItem(row);
}

/**
 * Asks for everything about a consumer or an account to be erased; a worker does it. Throws `reauthentication_required`,
 * `not_found` for a consumer that is not known.
 */
export async function requestErasure(ctx: Context, input: EraseInput, deps: EraseDeps): Promise<ErasureItem> {
  requirePermission(ctx, 'data:erase', input.projectId);
  requireRecent(ctx, ctx.now());
  const subject = await subjectOf(ctx, input, await accountKeyOf(ctx, input.projectId, deps));
  const id = await ctx.storage.transaction((tx) => record(tx, ctx, subject));
  await announce(ctx.storage, { topic: 'settings', projectIds: [input.projectId] });
  return answer(ctx, id);
}

/**
 * Ends a project at once and for good, and asks for all its data to be erased; a worker does it. The name must be given as it
 * is. Throws `reauthentication_required`, `invalid`.
 */
export async function deleteProject(
  ctx: Context,
  input: z.infer<typeof deleteProjectInput>,
  deps: EraseDeps,
): Promise<ErasureItem> {
  requirePermission(ctx, 'project:delete', input.projectId);
  requireRecent(ctx, ctx.now());
  const { id: projectId, name } = requireProject(ctx);
  if (input.name.trim() !== name) {
    const fault = 'must be the name of the project, as it is';
    throw new AppError('invalid', `name: ${fault}`, { field: 'name', fields: { name: fault } });
  }
  const subjectHash = keyedHash(await accountKeyOf(ctx, projectId, deps), `project:${projectId}`);
  const id = await ctx.storage.transaction(async (tx) => {
    const made = await record(tx, ctx, { kind: 'project', subjectHash, target: {} });
    await erasures.deleteProject(tx, projectId);
    return made;
  });
  await announce(ctx.storage, { topic: 'settings', projectIds: [projectId] });
  return answer(ctx, id);
}
