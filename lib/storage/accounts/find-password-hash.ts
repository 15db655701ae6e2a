import type { PrismaTx } from '../core/storage';

/** Hash of the user's password; null for a user without one. */
export async function findPasswordHash({ prisma }: { prisma: PrismaTx }, userId: string): Promise<string | null> {
  const account = await prisma.account.findFirst({
    where: { userId, providerId: 'credential' },
    select: { password: true },
  });
  return account?.password ?? null;
}
