import { deleteSession, touchSession } from '../../storage';
import { SESSION_ABSOLUTE_SECONDS } from '../create-auth';
import type { SessionDeps } from '../deps';

export interface SignedIn {
  user: { id: string; name: string; email: string; instanceAdmin: boolean };
  sessionId: string;
  /** When password or code was last given in the session. */
  verifiedAt: Date;
  /** Set-Cookie values that prolong the session in the browser. */
  cookies: string[];
}

const MINUTE_MS = 60_000;

/**
 * Who sent these headers, read from the database each time, so that an ended session ends at once. Null when nobody.
 * Counts as activity, which prolongs the session; `prolong: false` is for whoever cannot pass its cookies on.
 */
export async function readSession(
  { auth, storage, now }: SessionDeps,
  headers: Headers,
  { prolong = true } = {},
): Promise<SignedIn | null> {
  if (!headers.has('cookie')) return null;
  const query = { disableRefresh: !prolong };
  const { response, headers: answered } = await auth.api.getSession({ headers, query, returnHeaders: true });
  if (!response) return null;
  const { session, user } = response;
  const at = now();
  if (at.getTime() - session.createdAt.getTime() >= SESSION_ABSOLUTE_SECONDS * 1_000) {
    await deleteSession(storage, session.id);
    return null;
  }
  const activeAt = session.activeAt ?? session.createdAt;
  if (prolong && at.getTime() - activeAt.getTime() >= MINUTE_MS) await touchSession(storage, { id: session.id, at });
  return {
    user: { id: user.id, name: user.name, email: user.email, instanceAdmin: user.instanceAdmin ?? false },
    sessionId: session.id,
    verifiedAt: session.verifiedAt ?? session.createdAt,
    cookies: answered.getSetCookie(),
  };
}
