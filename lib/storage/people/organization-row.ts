import type { PrismaTx, Sql } from '../core/storage';

export interface OrganizationRow {
  id: string;
  name: string;
  slug: string;
  requireTwoFactor: boolean;
  createdAt: Date;
}

const COLUMNS = { id: true, name: true, slug: true, requireTwoFactor: true, createdAt: true } as const;

/** The organization with this id. */
export async function findOrganization({ prisma }: { prisma: PrismaTx }, id: string): Promise<OrganizationRow | null> {
  return prisma.organization.findUnique({ where: { id }, select: COLUMNS });
}

/** Organizations of a user with the user's role, the oldest membership first. */
export async function listOrganizations(
  { prisma }: { prisma: PrismaTx },
  userId: string,
): Promise<{ role: string; organization: OrganizationRow }[]> {
  return prisma.member.findMany({
    where: { userId },
    select: { role: true, organization: { select: COLUMNS } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

/** Changes what is given and leaves the rest. */
export async function updateOrganizationRow(
  { prisma }: { prisma: PrismaTx },
  { id, name, requireTwoFactor }: { id: string; name?: string | undefined; requireTwoFactor?: boolean | undefined },
): Promise<OrganizationRow> {
  const data = { ...(name !== undefined && { name }), ...(requireTwoFactor !== undefined && { requireTwoFactor }) };
  return prisma.organization.update({ where: { id }, data, select: COLUMNS });
}

/** One change to the people of an organization at a time, until the transaction ends. */
export async function lockPeople(sql: Sql, organizationId: string): Promise<void> {
  await sql.query('select 1 from organization where id = $1 for update', [organizationId]);
}
