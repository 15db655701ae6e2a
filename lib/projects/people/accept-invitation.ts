import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { appendAudit } from '../../audit';
import { AppError, roleOf, type InvitationView, type JoinedAnswer } from '../../shared';
import {
  findOpenInvitation,
  findRole,
  findUserByEmail,
  hashOneTime,
  insertMember,
  insertUser,
  lockPeople,
  takeInvitation,
  takeTurn,
  type OpenInvitation,
  type Storage,
  type Tx,
} from '../../storage';
import { personName, type SetUpDeps } from '../set-up';

const token = z
  .string('is missing: open the link of the mail')
  .min(1, 'is missing: open the link of the mail')
  .max(100);
export const openInvitationInput = z.object({ token });
export const joinInput = z.object({ token, name: personName, password: z.string('must not be empty') });

interface Deps {
  storage: Storage;
  now(): Date;
}

const isOver = (): AppError =>
  new AppError('forbidden', 'this invitation was used or revoked, or is too old: ask for a new one');

async function find({ storage, now }: Deps, text: string): Promise<OpenInvitation & { hash: Uint8Array }> {
  const hash = hashOneTime(text);
  const invitation = await findOpenInvitation(storage, { hash, now: now() });
  if (!invitation) throw isOver();
  return { ...invitation, hash };
}

/** What the link of an invitation leads to. Throws `forbidden` when it is over. */
export async function openInvitation(deps: Deps, input: z.infer<typeof openInvitationInput>): Promise<InvitationView> {
  const invitation = await find(deps, input.token);
  const { email, role, invitedBy, expiresAt } = invitation;
  return {
    organization: invitation.organization.name,
    email,
    role: roleOf(role),
    invitedBy,
    expiresAt: expiresAt.toISOString(),
    hasAccount: (await findUserByEmail(deps.storage, email)) !== null,
  };
}

async function enter(
  tx: Tx,
  now: () => Date,
  { invitation, userId }: { invitation: OpenInvitation & { hash: Uint8Array }; userId: string },
): Promise<void> {
  const { organization, role, hash, id } = invitation;
  await lockPeople(tx, organization.id);
  if (!(await takeInvitation(tx, { hash, now: now() }))) throw isOver();
  if ((await findRole(tx, { organizationId: organization.id, userId })) !== null) return; // the role there stays
  const at = now();
  await insertMember(tx, { id: randomUUID(), organizationId: organization.id, userId, role: roleOf(role), at });
  const by = { actor: { kind: 'user', id: userId } as const, organization, now };
  await appendAudit(tx, by, { action: 'member.joined', target: userId, data: { role, invitation: id } });
}

/**
 * Lets a signed-in user in whose address was invited. Throws `forbidden` for another address and when the invitation is
 * over.
 */
export async function acceptInvitation(
  deps: Deps,
  user: { id: string; email: string },
  input: z.infer<typeof openInvitationInput>,
): Promise<JoinedAnswer> {
  const invitation = await find(deps, input.token);
  if (user.email !== invitation.email) {
    throw new AppError('forbidden', `this invitation is for ${invitation.email}, and you are ${user.email}`);
  }
  await deps.storage.transaction((tx) => enter(tx, deps.now, { invitation, userId: user.id }));
  return { organizationId: invitation.organization.id };
}

/**
 * Makes an account for the invited address and lets it in. Throws `conflict` when the address has an account already,
 * `forbidden` when the invitation is over, `invalid` at `password`. Gives the address too, to sign in with.
 */
export async function joinByInvitation(
  deps: Pick<SetUpDeps, 'storage' | 'now' | 'hashPassword'>,
  input: z.infer<typeof joinInput>,
): Promise<JoinedAnswer & { email: string }> {
  const invitation = await find(deps, input.token);
  const { email, organization } = invitation;
  const known = (): AppError => new AppError('conflict', 'this address has an account: sign in, then accept');
  if (await findUserByEmail(deps.storage, email)) throw known(); // before a hash that costs 50 ms
  const passwordHash = await deps.hashPassword({ password: input.password, email });
  await deps.storage.transaction(async (tx) => {
    await takeTurn(tx, `join ${email}`); // two invitations of one address at the same moment
    if (await findUserByEmail(tx, email)) throw known();
    const userId = randomUUID();
    const account = { id: userId, name: input.name, email, passwordHash, instanceAdmin: false, at: deps.now() };
    await insertUser(tx, account);
    await enter(tx, deps.now, { invitation, userId });
  });
  return { organizationId: organization.id, email };
}
