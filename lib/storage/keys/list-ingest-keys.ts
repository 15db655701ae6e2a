import type { PrismaTx } from '../core/storage';
import { KEY_COLUMNS, type KeyRecord } from './key-record';

/** Keys of a project, revoked ones too, the newest first. */
export async function listIngestKeys({ prisma }: { prisma: PrismaTx }, projectId: number): Promise<KeyRecord[]> {
  return prisma.ingestKey.findMany({
    where: { projectId },
    select: KEY_COLUMNS,
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
}
