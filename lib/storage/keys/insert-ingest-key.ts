import type { PrismaTx } from '../core/storage';
import { KEY_COLUMNS, type KeyRecord } from './key-record';

export interface NewIngestKey {
  id: string;
  projectId: number;
  environmentId: number;
  name: string;
  hint: string;
  hash: Uint8Array<ArrayBuffer>;
  createdBy: string | null;
  createdAt: Date;
}

/** Stores a key; the key itself is not among what is stored. */
export async function insertIngestKey({ prisma }: { prisma: PrismaTx }, key: NewIngestKey): Promise<KeyRecord> {
  return prisma.ingestKey.create({ data: key, select: KEY_COLUMNS });
}
