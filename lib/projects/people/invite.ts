import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { requirePermission, requireRecent, type Context } from '../../access';
import { appendAudit } from '../../audit';
import { AppError, isMailAddress, roleOf, type InvitedAnswer } from '../../shared';
import {
  announce,
  countPending,
  findRole,
  findUserByEmail,
  insertInvitation,
  insertOutbox,
  instanceMail,
  lockPeople,
  makeOneTime,
  NO_PROJECT,
  renewInvitation,
  revokePending,
  takeAttempt,
  type Tx,
} from '../../storage';
import { emailAddress } from '../set-up';
import { invitationMail } from './invitation-mail';
import { type invitationInput, ownInvitation, toInvitationItem } from './invitations';
import { roleParam } from './members';
import { requireOwnerFor } from './roles';

const VALID_MS = 7 * 86_400_000;
const MAX_PENDING = 100;
/** Mails of one organization: nobody is to flood strangers through us. */
const MAILS = { max: 50, windowMs: 3_600_000 };

export const inviteInput = z.object({
  email: z
    .string('must be an email address')
    .trim()
    .pipe(emailAddress) // as at sign-in: nobody is to be invited who could not come in
    .refine(isMailAddress, 'must be one mail address, like ada@example.com'),
  role: roleParam,
});

export interface MailSettings {
  /** Public base URL. */
  url: string;
  /** False while mail only goes to the built-in mailbox, where links are hidden: the link is answered instead. */
  smtp: boolean;
}

async function limitMails(ctx: Context): Promise<void> {
  const key = `invite:organization:${ctx.organization.id}`;
  const retryAfterSeconds = await takeAttempt(ctx.storage, { key, ...MAILS, now: ctx.now() });
  if (retryAfterSeconds === null) return;
  throw new AppError('rate_limited', 'too many invitations within an hour: wait and try again', { retryAfterSeconds });
}

async function send(tx: Tx, ctx: Context, mail: { to: string; role: string; link: string }): Promise<void> {
  const payload = invitationMail({ ...mail, organization: ctx.organization.name, inviter: ctx.actor.name });
  await insertOutbox(tx, [instanceMail('invitation', payload)], ctx.now());
}

async function checkInvited(tx: Tx, ctx: Context, email: string): Promise<void> {
  const organizationId = ctx.organization.id;
  const user = await findUserByEmail(tx, email);
  if (user && (await findRole(tx, { organizationId, userId: user.id })) !== null) {
    throw new AppError('conflict', 'this person is in the organization already', { field: 'email' });
  }
  if ((await countPending(tx, { organizationId, now: ctx.now() })) >= MAX_PENDING) {
    throw new AppError('unprocessable', `at most ${MAX_PENDING} invitations wait at a time: revoke some first`);
  }
}

/**
 * Invites an address by mail, in the place of an invitation that waits there. Throws `reauthentication_required`,
 * `forbidden` for an owner by others, `conflict` for a member, `rate_limited`.
 */
export async function invite(
  ctx: Context,
  { email, role }: z.infer<typeof inviteInput>,
  { url, smtp }: MailSettings,
): Promise<InvitedAnswer> {
  requirePermission(ctx, 'member:manage');
  requireRecent(ctx, ctx.now());
  requireOwnerFor(ctx, role);
  await limitMails(ctx);
  const { token, hash } = makeOneTime();
  const link = `${url}/invitation#${token}`;
  const createdAt = ctx.now();
  const expiresAt = new Date(createdAt.getTime() + VALID_MS);
  const id = randomUUID();
  const organizationId = ctx.organization.id;
  await ctx.storage.transaction(async (tx) => {
    await lockPeople(tx, organizationId);
    await checkInvited(tx, ctx, email);
    await revokePending(tx, { organizationId, email });
    const who = { organizationId, email, role, inviterId: ctx.actor.id };
    await insertInvitation(tx, { id, ...who, tokenHash: hash, createdAt, expiresAt });
    await send(tx, ctx, { to: email, role, link });
    await appendAudit(tx, ctx, { action: 'invitation.created', target: id, data: { role } });
  });
  await announce(ctx.storage, { topic: 'outbox', projectIds: [NO_PROJECT] });
  const row = { id, email, role, status: 'pending', createdAt, expiresAt, invitedBy: ctx.actor.name };
  return { invitation: toInvitationItem(row, createdAt), link: smtp ? null : link };
}

/** Sends an invitation again with another link, which ends the one before. Throws `conflict` when it is over. */
export async function resendInvitation(
  ctx: Context,
  { invitationId }: z.infer<typeof invitationInput>,
  { url, smtp }: MailSettings,
): Promise<InvitedAnswer> {
  requirePermission(ctx, 'member:manage');
  requireRecent(ctx, ctx.now());
  const { token, hash } = makeOneTime();
  const link = `${url}/invitation#${token}`;
  const expiresAt = new Date(ctx.now().getTime() + VALID_MS);
  const key = { organizationId: ctx.organization.id, invitationId };
  const invitation = await ctx.storage.transaction(async (tx) => {
    const row = await ownInvitation(tx, ctx, invitationId);
    requireOwnerFor(ctx, roleOf(row.role));
    if (!(await renewInvitation(tx, { ...key, tokenHash: hash, expiresAt }))) {
      throw new AppError('conflict', 'it was accepted or revoked: invite anew');
    }
    await send(tx, ctx, { to: row.email, role: row.role, link });
    await appendAudit(tx, ctx, { action: 'invitation.resent', target: invitationId });
    return toInvitationItem({ ...row, expiresAt }, ctx.now());
  });
  await announce(ctx.storage, { topic: 'outbox', projectIds: [NO_PROJECT] });
  return { invitation, link: smtp ? null : link };
}
