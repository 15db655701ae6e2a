import type { PrismaTx } from '../core/storage';

export interface UserRecord {
  id: string;
  name: string;
  email: string;
  instanceAdmin: boolean;
}

/** The columns of a UserRecord, for Prisma. */
export const USER_COLUMNS = { id: true, name: true, email: true, instanceAdmin: true } as const;

/** The user with this address, in whatever case it was typed. */
export async function findUserByEmail({ prisma }: { prisma: PrismaTx }, email: string): Promise<UserRecord | null> {
  return prisma.user.findUnique({ where: { email: email.toLowerCase() }, select: USER_COLUMNS });
}

/** The user with this id. */
export async function findUser({ prisma }: { prisma: PrismaTx }, userId: string): Promise<UserRecord | null> {
  return prisma.user.findUnique({ where: { id: userId }, select: USER_COLUMNS });
}

/** All users by address, with the organizations they are in. */
export async function listUsers({
  prisma,
}: {
  prisma: PrismaTx;
}): Promise<(UserRecord & { members: { role: string; organization: { name: string } }[] })[]> {
  return prisma.user.findMany({
    select: { ...USER_COLUMNS, members: { select: { role: true, organization: { select: { name: true } } } } },
    orderBy: { email: 'asc' },
  });
}

/** Is there any user at all? Until there is, the instance waits for its set-up. */
export async function hasUsers({ prisma }: { prisma: PrismaTx }): Promise<boolean> {
  return (await prisma.user.findFirst({ select: { id: true } })) !== null;
}
