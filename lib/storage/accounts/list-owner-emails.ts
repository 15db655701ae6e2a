import type { PrismaTx } from '../core/storage';

/** Addresses of the organization's owners, the oldest first. */
export async function listOwnerEmails({ prisma }: { prisma: PrismaTx }, organizationId: string): Promise<string[]> {
  const rows = await prisma.member.findMany({
    where: { organizationId, role: 'owner' },
    select: { user: { select: { email: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ user }) => user.email);
}
