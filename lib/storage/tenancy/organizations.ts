import type { PrismaTx } from '../core/storage';

export interface NewOrganization {
  id: string;
  name: string;
  slug: string;
  at: Date;
}

/** Makes an organization without members. */
export async function insertOrganization({ prisma }: { prisma: PrismaTx }, row: NewOrganization): Promise<void> {
  const { id, name, slug, at } = row;
  await prisma.organization.create({ data: { id, name, slug, createdAt: at }, select: { id: true } });
}

/** Makes a user a member of an organization. */
export async function insertMember(
  { prisma }: { prisma: PrismaTx },
  member: { id: string; organizationId: string; userId: string; role: string; at: Date },
): Promise<void> {
  const { at, ...columns } = member;
  await prisma.member.create({ data: { ...columns, createdAt: at }, select: { id: true } });
}
