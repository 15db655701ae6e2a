import type { PrismaTx, Sql } from '../core/storage';

export interface InvitationRow {
  id: string;
  email: string;
  role: string;
  /** pending, accepted, revoked */
  status: string;
  createdAt: Date;
  expiresAt: Date;
  invitedBy: string;
}

export interface NewInvitation {
  id: string;
  organizationId: string;
  email: string;
  role: string;
  inviterId: string;
  tokenHash: Uint8Array<ArrayBuffer>;
  createdAt: Date;
  expiresAt: Date;
}

interface InvitationKey {
  organizationId: string;
  invitationId: string;
}

/** Stores an invitation; the token of its link is not among what is stored. */
export async function insertInvitation({ prisma }: { prisma: PrismaTx }, invitation: NewInvitation): Promise<void> {
  await prisma.invitation.create({ data: invitation, select: { id: true } });
}

// invitation_organizationId_idx
const LIST = `
  select i.id, i.email, i.role, i.status, i."createdAt", i."expiresAt", u.name as "invitedBy"
    from invitation i join "user" u on u.id = i."inviterId"
   where i."organizationId" = $1 and ($2::text is null or i.id = $2)
   order by i."createdAt" desc, i.id
   limit 500`;

/** Invitations of an organization, whatever became of them, the newest first; the latest 500. */
export async function listInvitations(sql: Sql, organizationId: string): Promise<InvitationRow[]> {
  const { rows } = await sql.query<InvitationRow>(LIST, [organizationId, null]);
  return rows;
}

/** An invitation of this organization; null for one of another. */
export async function findInvitation(
  sql: Sql,
  { organizationId, invitationId }: InvitationKey,
): Promise<InvitationRow | null> {
  const { rows } = await sql.query<InvitationRow>(LIST, [organizationId, invitationId]);
  return rows[0] ?? null;
}

/** How many invitations of an organization can still be accepted. */
export async function countPending(
  { prisma }: { prisma: PrismaTx },
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<number> {
  return prisma.invitation.count({ where: { organizationId, status: 'pending', expiresAt: { gt: now } } });
}

/** Ends pending invitations of an organization: the one with this id, or those to this address. Gives how many. */
export async function revokePending(
  { prisma }: { prisma: PrismaTx },
  { organizationId, ...which }: { organizationId: string } & ({ id: string } | { email: string }),
): Promise<number> {
  const { count } = await prisma.invitation.updateMany({
    where: { organizationId, status: 'pending', ...which },
    data: { status: 'revoked', tokenHash: null },
  });
  return count;
}

/** Gives a pending invitation another link and another end. False when it is not pending any more. */
export async function renewInvitation(
  { prisma }: { prisma: PrismaTx },
  { organizationId, invitationId, ...data }: InvitationKey & { tokenHash: Uint8Array<ArrayBuffer>; expiresAt: Date },
): Promise<boolean> {
  const where = { id: invitationId, organizationId, status: 'pending' };
  const { count } = await prisma.invitation.updateMany({ where, data });
  return count > 0;
}

export interface OpenInvitation {
  id: string;
  email: string;
  role: string;
  expiresAt: Date;
  invitedBy: string;
  organization: { id: string; name: string };
}

interface OpenRow extends Omit<OpenInvitation, 'organization'> {
  organization_id: string;
  organization_name: string;
}

/** The invitation behind a link, by the SHA-256 of its token; null when it is unknown, used, revoked or past its time. */
export async function findOpenInvitation(
  sql: Sql,
  { hash, now }: { hash: Uint8Array; now: Date },
): Promise<OpenInvitation | null> {
  const { rows } = await sql.query<OpenRow>(
    `select i.id, i.email, i.role, i."expiresAt", u.name as "invitedBy", o.id as organization_id, o.name as organization_name
       from invitation i join "user" u on u.id = i."inviterId" join organization o on o.id = i."organizationId"
      where i.token_hash = $1 and i.status = 'pending' and i."expiresAt" > $2`,
    [hash, now],
  );
  const row = rows[0];
  if (!row) return null;
  const { organization_id: id, organization_name: name, ...invitation } = row;
  return { ...invitation, organization: { id, name } };
}

/** Uses up an invitation. One statement: of two with the same link one is refused. */
export async function takeInvitation(sql: Sql, { hash, now }: { hash: Uint8Array; now: Date }): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update invitation set status = 'accepted', token_hash = null
      where token_hash = $1 and status = 'pending' and "expiresAt" > $2`,
    [hash, now],
  );
  return rowCount === 1;
}
