import type { PrismaTx } from '../core/storage';
import { PROJECT_COLUMNS, type ProjectRecord } from '../tenancy/project-record';

export interface Membership {
  /** As stored: one of ROLES. */
  role: string;
  organization: { id: string; name: string; slug: string; requireTwoFactor: boolean; projects: ProjectRecord[] };
}

/** Organizations of a user with their projects, the oldest membership first. */
export async function listMemberships({ prisma }: { prisma: PrismaTx }, userId: string): Promise<Membership[]> {
  return prisma.member.findMany({
    where: { userId },
    select: {
      role: true,
      organization: {
        select: {
          id: true,
          name: true,
          slug: true,
          requireTwoFactor: true,
          projects: { select: PROJECT_COLUMNS, orderBy: { id: 'asc' } },
        },
      },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}
