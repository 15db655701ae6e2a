import type { PrismaTx } from '../core/storage';
import { PROJECT_COLUMNS, type ProjectRecord } from './project-record';

export interface ProjectChange {
  projectId: number;
  name?: string | undefined;
  quotaPerMinute?: number | undefined;
  apdexMs?: number | undefined;
}

/** Changes what is given and leaves the rest. */
export async function updateProjectRow(
  { prisma }: { prisma: PrismaTx },
  { projectId, name, quotaPerMinute, apdexMs }: ProjectChange,
): Promise<ProjectRecord> {
  return prisma.project.update({
    where: { id: projectId },
    data: {
      ...(name !== undefined && { name }),
      ...(quotaPerMinute !== undefined && { quotaPerMinute }),
      ...(apdexMs !== undefined && { apdexMs }),
    },
    select: PROJECT_COLUMNS,
  });
}
