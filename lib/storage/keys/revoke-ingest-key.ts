import type { PrismaTx } from '../core/storage';
import { KEY_COLUMNS, type KeyRecord } from './key-record';

/** Revokes a key of the project; the time of an earlier revocation stays. Null when the project has no such key. */
export async function revokeIngestKeyRow(
  { prisma }: { prisma: PrismaTx },
  { projectId, keyId, at }: { projectId: number; keyId: string; at: Date },
): Promise<{ key: KeyRecord; changed: boolean } | null> {
  const { count } = await prisma.ingestKey.updateMany({
    where: { id: keyId, projectId, revokedAt: null },
    data: { revokedAt: at },
  });
  const key = await prisma.ingestKey.findFirst({ where: { id: keyId, projectId }, select: KEY_COLUMNS });
  return key && { key, changed: count > 0 };
}
