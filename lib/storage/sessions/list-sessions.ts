import type { PrismaTx } from '../core/storage';

export interface SessionRow {
  id: string;
  ipAddress: string | null;
  userAgent: string | null;
  createdAt: Date;
  activeAt: Date;
}

/** Sessions of a user that are neither idle nor too old, the last used first. */
export async function listSessions(
  { prisma }: { prisma: PrismaTx },
  { userId, now, createdAfter }: { userId: string; now: Date; createdAfter: Date },
): Promise<SessionRow[]> {
  return prisma.session.findMany({
    where: { userId, expiresAt: { gt: now }, createdAt: { gt: createdAfter } },
    select: { id: true, ipAddress: true, userAgent: true, createdAt: true, activeAt: true },
    orderBy: [{ activeAt: 'desc' }, { id: 'asc' }],
  });
}
