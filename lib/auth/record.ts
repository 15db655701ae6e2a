import { appendAudit, type AuditEntry } from '../audit';
import { listMemberships, type PrismaTx } from '../storage';

interface By {
  userId: string;
  /** `admin` from the command line. */
  actor?: 'user' | 'admin';
  now(): Date;
}

/** Writes what happened to a user into the activity log of each organization of the user. */
export async function record(
  tx: { prisma: PrismaTx },
  { userId, actor = 'user', now }: By,
  entry: Pick<AuditEntry, 'action' | 'data'>,
): Promise<void> {
  const who = actor === 'user' ? ({ kind: 'user', id: userId } as const) : ({ kind: 'system', id: 'admin' } as const);
  for (const { organization } of await listMemberships(tx, userId)) {
    await appendAudit(tx, { actor: who, organization, now }, { ...entry, target: userId });
  }
}
