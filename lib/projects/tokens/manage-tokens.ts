import { z } from 'zod';
import { requirePermission, requireRecent, SCOPES, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, type ApiTokenItem, type ApiTokensAnswer, type NewApiTokenAnswer } from '../../shared';
import { findApiTokenRow, listApiTokens, revokeApiTokenRow, type ApiTokenRow } from '../../storage';
import { makeAndStoreApiToken } from '../make-keys';
import { personName } from '../set-up';

const MAX_LIFE_MS = 10 * 366 * 86_400_000;

export const createTokenInput = z.object({
  name: personName,
  scopes: z
    .array(z.enum(SCOPES, { error: 'must be read or write' }))
    .min(1, 'must hold read, or read and write')
    .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope))),
  expiresAt: z.iso
    .datetime({ offset: true, error: 'must be an ISO 8601 time such as 2027-01-31T00:00:00Z' })
    .transform((text) => new Date(text))
    .nullable()
    .default(null),
});
export const tokenInput = z.object({ tokenId: z.string().max(64) });

function toItem(row: ApiTokenRow): ApiTokenItem {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: SCOPES.filter((scope) => row.scopes.includes(scope)),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

function checkExpiry(expiresAt: Date | null, now: Date): void {
  const lifeMs = expiresAt === null ? 1 : expiresAt.getTime() - now.getTime();
  const fault = lifeMs <= 0 ? 'must lie in the future' : lifeMs > MAX_LIFE_MS ? 'must lie within ten years' : null;
  if (fault) throw new AppError('invalid', `expiresAt: ${fault}`, { field: 'expiresAt', fields: { expiresAt: fault } });
}

/** Tokens of the organization by hint, revoked ones too. */
export async function listTokens(ctx: Context): Promise<ApiTokensAnswer> {
  requirePermission(ctx, 'token:manage');
  return { tokens: (await listApiTokens(ctx.storage, ctx.organization.id)).map(toItem) };
}

/** Makes a token, which is told once. Throws `reauthentication_required`, `invalid`. */
export async function createToken(ctx: Context, input: z.infer<typeof createTokenInput>): Promise<NewApiTokenAnswer> {
  requirePermission(ctx, 'token:manage');
  requireRecent(ctx, ctx.now());
  const { name, scopes, expiresAt } = input;
  checkExpiry(expiresAt, ctx.now());
  const organizationId = ctx.organization.id;
  return ctx.storage.transaction(async (tx) => {
    const facts = { organizationId, name, scopes, expiresAt, createdBy: ctx.actor.id, at: ctx.now() };
    const { token, id } = await makeAndStoreApiToken(tx, facts);
    await appendAudit(tx, ctx, { action: 'token.created', target: id, data: { scopes: scopes.join(' ') } });
    const row = await findApiTokenRow(tx, { organizationId, tokenId: id });
    if (!row) throw new Error('a token is not there after it was made');
    return { token, item: toItem(row) };
  });
}

/** Revokes a token for good, at once. Doing it twice changes nothing. */
export async function revokeToken(ctx: Context, { tokenId }: z.infer<typeof tokenInput>): Promise<ApiTokenItem> {
  requirePermission(ctx, 'token:manage');
  const key = { organizationId: ctx.organization.id, tokenId };
  return ctx.storage.transaction(async (tx) => {
    const changed = await revokeApiTokenRow(tx, { ...key, at: ctx.now() });
    const row = await findApiTokenRow(tx, key);
    if (!row) throw new AppError('not_found', 'no such token');
    if (changed) await appendAudit(tx, ctx, { action: 'token.revoked', target: tokenId });
    return toItem(row);
  });
}
