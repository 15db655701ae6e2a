import { z } from 'zod';
import { requirePermission, requireRecent, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, roleOf, type OrganizationDetail } from '../../shared';
import {
  findOrganization,
  hasTwoFactor,
  listOrganizations,
  updateOrganizationRow,
  type OrganizationRow,
  type Storage,
} from '../../storage';
import { foundOrganization } from '../found-organization';
import { personName } from '../set-up';

export const createOrganizationInput = z.object({ name: personName });
export const updateOrganizationInput = z.object({
  name: personName.optional(),
  requireTwoFactor: z.boolean('must be true or false').optional(),
});

interface Deps {
  storage: Storage;
  now(): Date;
}

function toDetail(row: OrganizationRow, role: string): OrganizationDetail {
  const { id, name, slug, requireTwoFactor, createdAt } = row;
  return { id, name, slug, role: roleOf(role), requireTwoFactor, createdAt: createdAt.toISOString() };
}

/** The organizations of a user, the oldest membership first. */
export async function listOwnOrganizations(
  { storage }: Deps,
  user: { id: string },
): Promise<{ organizations: OrganizationDetail[] }> {
  const rows = await listOrganizations(storage, user.id);
  return { organizations: rows.map(({ organization, role }) => toDetail(organization, role)) };
}

/** Makes an organization with its maker as owner. For administrators of the instance: it is their server. */
export async function createOrganization(
  { storage, now }: Deps,
  user: { id: string; instanceAdmin: boolean },
  { name }: z.infer<typeof createOrganizationInput>,
): Promise<OrganizationDetail> {
  if (!user.instanceAdmin) throw new AppError('forbidden', 'only for administrators of this instance');
  return storage.transaction(async (tx) => {
    const at = now();
    const made = await foundOrganization(tx, { name, ownerId: user.id, at });
    const by = { actor: { kind: 'user', id: user.id } as const, organization: made, now };
    await appendAudit(tx, by, { action: 'organization.created', target: made.id });
    return toDetail({ ...made, requireTwoFactor: false, createdAt: at }, 'owner');
  });
}

/** The organization of the context. */
export async function getOrganization(ctx: Context): Promise<OrganizationDetail> {
  requirePermission(ctx, 'member:read');
  const row = await findOrganization(ctx.storage, ctx.organization.id);
  if (!row) throw new AppError('not_found', 'no such organization');
  return toDetail(row, ctx.role ?? 'viewer');
}

async function checkRequirement(ctx: Context): Promise<void> {
  if (await hasTwoFactor(ctx.storage, ctx.actor.id)) return;
  throw new AppError('conflict', 'set up two-factor authentication for yourself first, or you would be locked out', {
    field: 'requireTwoFactor',
  });
}

/**
 * Renames the organization, or requires a second factor of its members: from then on those without one can only enrol.
 * Throws `reauthentication_required` for the requirement, `conflict` when the owner has no second factor.
 */
export async function updateOrganization(
  ctx: Context,
  { name, requireTwoFactor }: z.infer<typeof updateOrganizationInput>,
): Promise<OrganizationDetail> {
  requirePermission(ctx, 'organization:update');
  if (name === undefined && requireTwoFactor === undefined) {
    throw new AppError('invalid', 'nothing to change: give name or requireTwoFactor');
  }
  if (requireTwoFactor !== undefined) requireRecent(ctx, ctx.now());
  if (requireTwoFactor) await checkRequirement(ctx);
  const { id } = ctx.organization;
  return ctx.storage.transaction(async (tx) => {
    const row = await updateOrganizationRow(tx, { id, name, requireTwoFactor });
    const data = { ...(name !== undefined && { name }), ...(requireTwoFactor !== undefined && { requireTwoFactor }) };
    await appendAudit(tx, ctx, { action: 'organization.updated', target: id, data });
    return toDetail(row, ctx.role ?? 'viewer');
  });
}
