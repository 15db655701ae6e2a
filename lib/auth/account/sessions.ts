import { z } from 'zod';
import { AppError, type EndedSessionsAnswer, type SessionsAnswer } from '../../shared';
import { deleteOwnSession, deleteSessions, listSessions } from '../../storage';
import { SESSION_ABSOLUTE_SECONDS } from '../create-auth';
import type { AuthDeps } from '../deps';
import { record } from '../record';
import type { SignedIn } from '../session/read-session';
import { deviceOf } from './device';

export const endSessionInput = z.object({ sessionId: z.string().max(64) });

/** Where the user is signed in, the last used first. */
export async function listOwnSessions(
  { storage, now }: AuthDeps,
  { user, sessionId }: SignedIn,
): Promise<SessionsAnswer> {
  const at = now();
  const createdAfter = new Date(at.getTime() - SESSION_ABSOLUTE_SECONDS * 1_000);
  const rows = await listSessions(storage, { userId: user.id, now: at, createdAfter });
  const sessions = rows.map((row) => ({
    id: row.id,
    device: deviceOf(row.userAgent ?? ''),
    address: row.ipAddress || null,
    createdAt: row.createdAt.toISOString(),
    lastActiveAt: row.activeAt.toISOString(),
    current: row.id === sessionId,
  }));
  return { sessions };
}

/** Ends one session of the user at once. Throws `not_found`. */
export async function endSession(
  { storage, now }: AuthDeps,
  { user }: SignedIn,
  { sessionId }: z.infer<typeof endSessionInput>,
): Promise<void> {
  await storage.transaction(async (tx) => {
    const userId = user.id;
    if (!(await deleteOwnSession(tx, { userId, sessionId }))) throw new AppError('not_found', 'no such session');
    await record(tx, { userId, now }, { action: 'session.ended' });
  });
}

/** Ends every session of the user but the one that asks. */
export async function endOtherSessions(
  { storage, now }: AuthDeps,
  { user, sessionId }: SignedIn,
): Promise<EndedSessionsAnswer> {
  return storage.transaction(async (tx) => {
    const endedSessions = await deleteSessions(tx, { userId: user.id, keepId: sessionId });
    await record(tx, { userId: user.id, now }, { action: 'sessions.ended', data: { count: endedSessions } });
    return { endedSessions };
  });
}
