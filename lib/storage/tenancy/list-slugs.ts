import type { PrismaTx } from '../core/storage';

/** Slugs of an organization's projects that begin with `base`. */
export async function listProjectSlugs(
  { prisma }: { prisma: PrismaTx },
  { organizationId, base }: { organizationId: string; base: string },
): Promise<string[]> {
  const rows = await prisma.project.findMany({
    where: { organizationId, slug: { startsWith: base } },
    select: { slug: true },
  });
  return rows.map(({ slug }) => slug);
}

/** Slugs of organizations that begin with `base`. */
export async function listOrganizationSlugs({ prisma }: { prisma: PrismaTx }, base: string): Promise<string[]> {
  const rows = await prisma.organization.findMany({ where: { slug: { startsWith: base } }, select: { slug: true } });
  return rows.map(({ slug }) => slug);
}
