import { z } from 'zod';
import { may, requirePermission, requireRecent, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, roleOf, ROLES, type MemberItem, type MembersAnswer } from '../../shared';
import {
  deleteMember,
  findMember,
  findRole,
  listMembers,
  lockPeople,
  setRole,
  type MemberRow,
  type Tx,
} from '../../storage';
import { requireOtherOwner, requireOwnerFor } from './roles';

const memberId = z.string().max(64);
export const roleParam = z.enum(ROLES, { error: `must be one of ${ROLES.join(', ')}` });
export const memberInput = z.object({ memberId });
export const changeRoleInput = z.object({ memberId, role: roleParam });

/** What only those who manage members learn of the others: who lacks a second factor, who was here when. */
function toItem(ctx: Context, row: MemberRow): MemberItem {
  const self = ctx.actor.kind === 'user' && ctx.actor.id === row.userId;
  const told = self || may(ctx, 'member:manage');
  return {
    id: row.id,
    userId: row.userId,
    name: row.name,
    email: row.email,
    role: roleOf(row.role),
    twoFactor: told ? row.twoFactor : null,
    joinedAt: row.joinedAt.toISOString(),
    lastActiveAt: told ? (row.lastActiveAt?.toISOString() ?? null) : null,
    self,
  };
}

async function ownMember(tx: Tx, ctx: Context, id: string): Promise<MemberRow> {
  const member = await findMember(tx, { organizationId: ctx.organization.id, memberId: id });
  if (!member) throw new AppError('not_found', 'no such member');
  return member;
}

/** Everybody in the organization, by name. */
export async function listOwnMembers(ctx: Context): Promise<MembersAnswer> {
  requirePermission(ctx, 'member:read');
  const rows = await listMembers(ctx.storage, ctx.organization.id);
  return { members: rows.map((row) => toItem(ctx, row)) };
}

/**
 * Gives a member another role. Throws `reauthentication_required`, `forbidden` for owners by others, `conflict` for the
 * last owner.
 */
export async function changeRole(ctx: Context, input: z.infer<typeof changeRoleInput>): Promise<MemberItem> {
  requirePermission(ctx, 'member:manage');
  requireRecent(ctx, ctx.now());
  const organizationId = ctx.organization.id;
  return ctx.storage.transaction(async (tx) => {
    await lockPeople(tx, organizationId);
    const member = await ownMember(tx, ctx, input.memberId);
    const before = roleOf(member.role);
    requireOwnerFor(ctx, before, input.role);
    if (before === input.role) return toItem(ctx, member);
    if (before === 'owner') await requireOtherOwner(tx, organizationId);
    await setRole(tx, { organizationId, memberId: member.id, role: input.role });
    const data = { from: before, to: input.role };
    await appendAudit(tx, ctx, { action: 'member.role_changed', target: member.userId, data });
    return toItem(ctx, { ...member, role: input.role });
  });
}

/** Takes somebody out of the organization, at once. Throws as `changeRole`; `conflict` for oneself, who leaves instead. */
export async function removeMember(ctx: Context, input: z.infer<typeof memberInput>): Promise<void> {
  requirePermission(ctx, 'member:manage');
  requireRecent(ctx, ctx.now());
  await ctx.storage.transaction(async (tx) => {
    await lockPeople(tx, ctx.organization.id);
    const member = await ownMember(tx, ctx, input.memberId);
    requireOwnerFor(ctx, roleOf(member.role));
    if (member.userId === ctx.actor.id) throw new AppError('conflict', 'to take yourself out, leave the organization');
    if (roleOf(member.role) === 'owner') await requireOtherOwner(tx, ctx.organization.id);
    await deleteMember(tx, { organizationId: ctx.organization.id, userId: member.userId });
    await appendAudit(tx, ctx, { action: 'member.removed', target: member.userId });
  });
}

/** Takes oneself out of the organization. Throws `conflict` for the last owner. */
export async function leaveOrganization(ctx: Context): Promise<void> {
  requirePermission(ctx, 'member:read');
  const { organization, actor } = ctx;
  await ctx.storage.transaction(async (tx) => {
    await lockPeople(tx, organization.id);
    const membership = { organizationId: organization.id, userId: actor.id };
    const role = await findRole(tx, membership);
    if (role === 'owner') await requireOtherOwner(tx, organization.id);
    await deleteMember(tx, membership);
    await appendAudit(tx, ctx, { action: 'member.left', target: actor.id });
  });
}
