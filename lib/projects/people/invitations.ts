import { z } from 'zod';
import { requirePermission, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, roleOf, type InvitationItem, type InvitationsAnswer } from '../../shared';
import { findInvitation, listInvitations, revokePending, type InvitationRow, type Tx } from '../../storage';
import { requireOwnerFor } from './roles';

export const invitationInput = z.object({ invitationId: z.string().max(64) });

/** An invitation as the API answers it. */
export function toInvitationItem(row: InvitationRow, now: Date): InvitationItem {
  const state = row.status === 'pending' && row.expiresAt <= now ? 'expired' : row.status;
  return {
    id: row.id,
    email: row.email,
    role: roleOf(row.role),
    state: state === 'pending' || state === 'expired' || state === 'accepted' ? state : 'revoked',
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    invitedBy: row.invitedBy,
  };
}

/** The invitation with this id. Throws `not_found` for one of another organization. */
export async function ownInvitation(tx: Tx, ctx: Context, invitationId: string): Promise<InvitationRow> {
  const row = await findInvitation(tx, { organizationId: ctx.organization.id, invitationId });
  if (!row) throw new AppError('not_found', 'no such invitation');
  return row;
}

/** Invitations of the organization, whatever became of them, the newest first. */
export async function listOwnInvitations(ctx: Context): Promise<InvitationsAnswer> {
  requirePermission(ctx, 'member:manage');
  const rows = await listInvitations(ctx.storage, ctx.organization.id);
  return { invitations: rows.map((row) => toInvitationItem(row, ctx.now())) };
}

/** Ends an invitation that waits: its link opens nothing any more. Throws `conflict` when it is over already. */
export async function revokeInvitation(ctx: Context, { invitationId }: z.infer<typeof invitationInput>): Promise<void> {
  requirePermission(ctx, 'member:manage');
  await ctx.storage.transaction(async (tx) => {
    const row = await ownInvitation(tx, ctx, invitationId);
    requireOwnerFor(ctx, roleOf(row.role));
    const ended = await revokePending(tx, { organizationId: ctx.organization.id, id: invitationId });
    if (ended === 0) throw new AppError('conflict', 'it was accepted or revoked already');
    await appendAudit(tx, ctx, { action: 'invitation.revoked', target: invitationId });
  });
}
