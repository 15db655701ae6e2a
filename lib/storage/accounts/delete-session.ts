import type { PrismaTx } from '../core/storage';

/** Ends one session. */
export async function deleteSession({ prisma }: { prisma: PrismaTx }, sessionId: string): Promise<void> {
  await prisma.session.deleteMany({ where: { id: sessionId } });
}
