import type { PrismaTx } from '../core/storage';
import { PROJECT_COLUMNS, type ProjectRecord } from './project-record';

export interface NewProject {
  organizationId: string;
  name: string;
  slug: string;
  retentionDays: number;
  /** Sealed. */
  accountKey: Uint8Array<ArrayBuffer>;
  /** Ids count from 1 in this order. */
  environments: { slug: string; archive: boolean }[];
  createdAt: Date;
}

/** Makes a project with its environments. Throws Prisma's P2002 when the organization has the slug already. */
export async function insertProject({ prisma }: { prisma: PrismaTx }, project: NewProject): Promise<ProjectRecord> {
  const { environments, ...columns } = project;
  const rows = environments.map((environment, index) => ({
    ...environment,
    id: index + 1,
    createdAt: project.createdAt,
  }));
  return prisma.project.create({
    data: { ...columns, environments: { create: rows } },
    select: PROJECT_COLUMNS,
  });
}
