import type { Storage } from '../core/storage';

export interface RepairableProject {
  id: number;
  slug: string;
  retentionDays: number;
  /** Raw calls of days (UTC) before this were deleted while less was kept; null: none was. */
  callsSince: Date | null;
  environments: { id: number; slug: string; archive: boolean }[];
}

/** Projects with their environments; all, or the one with this id or slug (slugs may repeat between organizations). */
export async function listRepairableProjects(storage: Storage, named: string | null): Promise<RepairableProject[]> {
  const id = named !== null && /^\d{1,9}$/.test(named) ? Number(named) : null;
  return storage.prisma.project.findMany({
    where: named === null ? {} : { OR: [{ slug: named }, ...(id === null ? [] : [{ id }])] },
    select: {
      id: true,
      slug: true,
      retentionDays: true,
      callsSince: true,
      environments: { select: { id: true, slug: true, archive: true }, orderBy: { id: 'asc' } },
    },
    orderBy: { id: 'asc' },
  });
}
