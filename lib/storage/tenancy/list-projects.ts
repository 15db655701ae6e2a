import type { PrismaTx } from '../core/storage';
import { PROJECT_COLUMNS, type ProjectRecord } from './project-record';

/** Projects of one organization, by id. */
export async function listProjects({ prisma }: { prisma: PrismaTx }, organizationId: string): Promise<ProjectRecord[]> {
  return prisma.project.findMany({ where: { organizationId }, select: PROJECT_COLUMNS, orderBy: { id: 'asc' } });
}
