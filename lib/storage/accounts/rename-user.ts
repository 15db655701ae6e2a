import type { PrismaTx } from '../core/storage';
import { USER_COLUMNS, type UserRecord } from './find-user';

/** Gives a user another name. */
export async function renameUser(
  { prisma }: { prisma: PrismaTx },
  { userId, name }: { userId: string; name: string },
): Promise<UserRecord> {
  return prisma.user.update({ where: { id: userId }, data: { name }, select: USER_COLUMNS });
}
