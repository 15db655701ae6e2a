import type { PrismaTx } from '../core/storage';

export interface NewUser {
  id: string;
  name: string;
  /** Lower case. */
  email: string;
  passwordHash: string;
  instanceAdmin: boolean;
  at: Date;
}

/** Makes a user who signs in with a password. */
export async function insertUser({ prisma }: { prisma: PrismaTx }, user: NewUser): Promise<void> {
  const { id, name, email, instanceAdmin, at } = user;
  const account = {
    id,
    accountId: id,
    providerId: 'credential',
    password: user.passwordHash,
    createdAt: at,
    updatedAt: at,
  };
  await prisma.user.create({
    data: { id, name, email, instanceAdmin, createdAt: at, updatedAt: at, accounts: { create: account } },
    select: { id: true },
  });
}
