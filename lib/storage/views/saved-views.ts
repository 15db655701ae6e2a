import type { PrismaTx } from '../core/storage';

export interface SavedViewRow {
  id: string;
  userId: string;
  name: string;
  query: string;
  shared: boolean;
  createdAt: Date;
  user: { name: string };
}

export interface NewSavedView extends Omit<SavedViewRow, 'user'> {
  projectId: number;
}

interface Client {
  prisma: PrismaTx;
}

const SELECT = {
  id: true,
  userId: true,
  name: true,
  query: true,
  shared: true,
  createdAt: true,
  user: { select: { name: true } },
} as const;

/** The views that a user sees in a project: their own and the shared ones, by name. */
export async function listSavedViews(
  { prisma }: Client,
  { projectId, userId }: { projectId: number; userId: string },
): Promise<SavedViewRow[]> {
  return prisma.savedView.findMany({
    where: { projectId, OR: [{ userId }, { shared: true }] },
    orderBy: [{ name: 'asc' }, { createdAt: 'asc' }],
    select: SELECT,
  });
}

/** Counts the views of a project, which nobody adds to until COMMIT. */
export async function countSavedViews({ prisma }: Client, projectId: number): Promise<number> {
  await prisma.$queryRaw`select 1 from project where id = ${projectId} for no key update`;
  return prisma.savedView.count({ where: { projectId } });
}

export async function insertSavedView({ prisma }: Client, view: NewSavedView): Promise<SavedViewRow> {
  return prisma.savedView.create({ data: view, select: SELECT });
}

/** A view of the project that the user sees; null when there is none. */
export async function findSavedView(
  { prisma }: Client,
  { projectId, userId, id }: { projectId: number; userId: string; id: string },
): Promise<SavedViewRow | null> {
  return prisma.savedView.findFirst({ where: { projectId, id, OR: [{ userId }, { shared: true }] }, select: SELECT });
}

export async function deleteSavedView(
  { prisma }: Client,
  { projectId, id }: { projectId: number; id: string },
): Promise<boolean> {
  return (await prisma.savedView.deleteMany({ where: { projectId, id } })).count > 0;
}
