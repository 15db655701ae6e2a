import type { PrismaTx } from '../core/storage';

/** Sets a user's password and ends every session of the user. */
export async function setPassword(
  { prisma }: { prisma: PrismaTx },
  { userId, passwordHash, at }: { userId: string; passwordHash: string; at: Date },
): Promise<{ endedSessions: number }> {
  const change = { password: passwordHash, updatedAt: at };
  const { count } = await prisma.account.updateMany({ where: { userId, providerId: 'credential' }, data: change });
  if (count === 0) {
    const account = { id: userId, userId, accountId: userId, providerId: 'credential', createdAt: at };
    await prisma.account.create({ data: { ...account, ...change }, select: { id: true } });
  }
  const ended = await prisma.session.deleteMany({ where: { userId } });
  return { endedSessions: ended.count };
}
