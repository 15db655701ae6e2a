import type { PrismaTx, Sql } from '../core/storage';

export interface MemberRow {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: string;
  joinedAt: Date;
  twoFactor: boolean;
  lastActiveAt: Date | null;
}

// member_organizationId_userId_key, then primary keys and session_userId_idx
const LIST = `
  select m.id, m."userId", u.name, u.email, m.role, m."createdAt" as "joinedAt",
         exists (select 1 from two_factor t where t.user_id = u.id and t.confirmed_at is not null) as "twoFactor",
         (select max(s."activeAt") from session s where s."userId" = u.id) as "lastActiveAt"
    from member m join "user" u on u.id = m."userId"
   where m."organizationId" = $1 and ($2::text is null or m.id = $2)
   order by u.name, u.email`;

/** People of an organization by name. */
export async function listMembers(sql: Sql, organizationId: string): Promise<MemberRow[]> {
  const { rows } = await sql.query<MemberRow>(LIST, [organizationId, null]);
  return rows;
}

interface MemberKey {
  organizationId: string;
  memberId: string;
}

/** A member of this organization; null for one of another. */
export async function findMember(sql: Sql, { organizationId, memberId }: MemberKey): Promise<MemberRow | null> {
  const { rows } = await sql.query<MemberRow>(LIST, [organizationId, memberId]);
  return rows[0] ?? null;
}

/** How many owners an organization has. */
export async function countOwners({ prisma }: { prisma: PrismaTx }, organizationId: string): Promise<number> {
  return prisma.member.count({ where: { organizationId, role: 'owner' } });
}

/** Gives a member another role. */
export async function setRole(
  { prisma }: { prisma: PrismaTx },
  { organizationId, memberId, role }: MemberKey & { role: string },
): Promise<void> {
  await prisma.member.updateMany({ where: { id: memberId, organizationId }, data: { role } });
}

/** Takes a user out of an organization. */
export async function deleteMember(
  { prisma }: { prisma: PrismaTx },
  membership: { organizationId: string; userId: string },
): Promise<void> {
  await prisma.member.deleteMany({ where: membership });
}
