import { insertActivity, type PrismaTx } from '../storage';

/** The part of a Context that the log needs; a sign-in has one before it has a Context. */
export interface AuditAuthor {
  actor: { kind: 'user' | 'token' | 'system'; id: string };
  organization: { id: string } | null;
  now(): Date;
}

export interface AuditEntry {
  /** noun.verb in the past: `key.created`. */
  action: string;
  /** What it was done to: an id, never a name or an address of a person. */
  target?: string;
  projectId?: number;
  data?: Record<string, string | number | boolean | null>;
}

/** Writes a change to the activity log, in the transaction of the change. */
export async function appendAudit(tx: { prisma: PrismaTx }, by: AuditAuthor, entry: AuditEntry): Promise<void> {
  await insertActivity(tx, {
    organizationId: by.organization?.id ?? null,
    projectId: entry.projectId ?? null,
    at: by.now(),
    actorKind: by.actor.kind,
    actorId: by.actor.kind === 'system' ? null : by.actor.id,
    action: entry.action,
    target: entry.target ?? null,
    data: entry.data ?? {},
  });
}
