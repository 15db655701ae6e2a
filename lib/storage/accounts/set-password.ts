import type { PrismaTx } from '../core/storage';
import { deleteSessions } from '../sessions/delete-session';
import { deleteOneTimeTokens } from './one-time-token';

export interface NewPassword {
  userId: string;
  passwordHash: string;
  at: Date;
  /** The session in which it was changed goes on. */
  keepSessionId?: string;
}

/** Sets a user's password and ends every other session of the user, sign-ins that wait for a code and links to reset it. */
export async function setPassword(
  tx: { prisma: PrismaTx },
  { userId, passwordHash, at, keepSessionId }: NewPassword,
): Promise<{ endedSessions: number }> {
  const change = { password: passwordHash, updatedAt: at };
  const { count } = await tx.prisma.account.updateMany({ where: { userId, providerId: 'credential' }, data: change });
  if (count === 0) {
    const account = { id: userId, userId, accountId: userId, providerId: 'credential', createdAt: at };
    await tx.prisma.account.create({ data: { ...account, ...change }, select: { id: true } });
  }
  await deleteOneTimeTokens(tx, { userId });
  return { endedSessions: await deleteSessions(tx, { userId, keepId: keepSessionId }) };
}
