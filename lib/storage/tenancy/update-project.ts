import type { PrismaTx } from '../core/storage';
import { PROJECT_COLUMNS, type ProjectRecord } from './project-record';

export interface ProjectChange {
  projectId: number;
  name?: string | undefined;
  retentionDays?: number | undefined;
  quotaPerMinute?: number | undefined;
  apdexMs?: number | undefined;
}

/** Changes what is given and leaves the rest. */
export async function updateProjectRow(
  { prisma }: { prisma: PrismaTx },
  { projectId, name, retentionDays, quotaPerMinute, apdexMs }: ProjectChange,
): Promise<ProjectRecord> {
  return prisma.project.update({
    where: { id: projectId },
    data: {
      ...(name !== undefined && { name }),
      ...(retentionDays !== undefined && { retentionDays }),
      ...(quotaPerMinute !== undefined && { quotaPerMinute }),
      ...(apdexMs !== undefined && { apdexMs }),
    },
    select: PROJECT_COLUMNS,
  });
}
