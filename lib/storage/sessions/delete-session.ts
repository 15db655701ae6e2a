import type { PrismaTx } from '../core/storage';

/** Ends one session. */
export async function deleteSession({ prisma }: { prisma: PrismaTx }, sessionId: string): Promise<void> {
  await prisma.session.deleteMany({ where: { id: sessionId } });
}

/** Ends a session of this user. False when the user has no such session. */
export async function deleteOwnSession(
  { prisma }: { prisma: PrismaTx },
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<boolean> {
  const { count } = await prisma.session.deleteMany({ where: { id: sessionId, userId } });
  return count > 0;
}

/** Ends the sessions of a user, all but `keepId` if that is given. Gives how many. */
export async function deleteSessions(
  { prisma }: { prisma: PrismaTx },
  { userId, keepId }: { userId: string; keepId?: string | undefined },
): Promise<number> {
  const { count } = await prisma.session.deleteMany({
    where: { userId, ...(keepId !== undefined && { id: { not: keepId } }) },
  });
  return count;
}
