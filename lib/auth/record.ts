import { appendAudit, type AuditEntry } from '../audit';
import { listMemberships, type PrismaTx } from '../storage';

interface By {
  userId: string;
  /** `admin` from the command line. */
  actor?: 'user' | 'admin';
  now(): Date;
}

/** Writes what happened to a user into the activity log of each organization of the user; for one of none, without. */
export async function record(
  tx: { prisma: PrismaTx },
  { userId, actor = 'user', now }: By,
  entry: Pick<AuditEntry, 'action' | 'data'>,
): Promise<void> {
  const who = actor === 'user' ? ({ kind: 'user', id: userId } as const) : ({ kind: 'system', id: 'admin' } as const);
  const organizations = (await listMemberships(tx, userId)).map(({ organization }) => organization);
  for (const organization of organizations.length > 0 ? organizations : [null]) {
    await appendAudit(tx, { actor: who, organization, now }, { ...entry, target: userId });
  }
}
