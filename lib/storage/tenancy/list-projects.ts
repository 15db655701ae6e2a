import type { PrismaTx } from '../core/storage';
import { PROJECT_COLUMNS, type ProjectRecord } from './project-record';

/** Projects of one organization, by id. */
export async function listProjects({ prisma }: { prisma: PrismaTx }, organizationId: string): Promise<ProjectRecord[]> {
  return prisma.project.findMany({ where: { organizationId }, select: PROJECT_COLUMNS, orderBy: { id: 'asc' } });
}

/** Projects of the whole instance with their organization, for its operator. */
export async function listAllProjects({
  prisma,
}: {
  prisma: PrismaTx;
}): Promise<{ id: number; name: string; organization: { name: string } }[]> {
  return prisma.project.findMany({
    select: { id: true, name: true, organization: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
}
