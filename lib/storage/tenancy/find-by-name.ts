import type { PrismaTx } from '../core/storage';
import { PROJECT_COLUMNS, type ProjectRecord } from './project-record';

export interface OrganizationRecord {
  id: string;
  name: string;
  slug: string;
}

/** The oldest organization with exactly this name. */
export async function findOrganizationByName(
  { prisma }: { prisma: PrismaTx },
  name: string,
): Promise<OrganizationRecord | null> {
  return prisma.organization.findFirst({
    where: { name },
    select: { id: true, name: true, slug: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

/** The oldest project of the organization with exactly this name. */
export async function findProjectByName(
  { prisma }: { prisma: PrismaTx },
  { organizationId, name }: { organizationId: string; name: string },
): Promise<ProjectRecord | null> {
  return prisma.project.findFirst({
    where: { organizationId, name },
    select: PROJECT_COLUMNS,
    orderBy: { id: 'asc' },
  });
}

/** Role of a user in an organization; null for nobody of it. */
export async function findRole(
  { prisma }: { prisma: PrismaTx },
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<string | null> {
  const member = await prisma.member.findFirst({ where: { organizationId, userId }, select: { role: true } });
  return member?.role ?? null;
}

/** Waits until no other transaction does the same named thing; ends with the transaction. */
export async function takeTurn(tx: { prisma: PrismaTx }, name: string): Promise<void> {
  await tx.prisma.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}
