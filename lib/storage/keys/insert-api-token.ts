import type { PrismaTx } from '../core/storage';

export interface NewApiToken {
  id: string;
  organizationId: string;
  name: string;
  hint: string;
  hash: Uint8Array<ArrayBuffer>;
  scopes: string[];
  expiresAt: Date | null;
  createdBy: string | null;
  createdAt: Date;
}

/** Stores a token; the token itself is not among what is stored. */
export async function insertApiToken({ prisma }: { prisma: PrismaTx }, token: NewApiToken): Promise<void> {
  await prisma.apiToken.create({ data: token, select: { id: true } });
}
