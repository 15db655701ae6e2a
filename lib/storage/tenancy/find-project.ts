import type { PrismaTx } from '../core/storage';
import { PROJECT_COLUMNS, type ProjectRecord } from './project-record';

/** The project with this id, of whatever organization: the caller compares it with its own. */
export async function findProject({ prisma }: { prisma: PrismaTx }, projectId: number): Promise<ProjectRecord | null> {
  return prisma.project.findUnique({ where: { id: projectId }, select: PROJECT_COLUMNS });
}
