import { deleteSession, type Storage } from '../storage';
import { SESSION_ABSOLUTE_SECONDS, type Auth } from './create-auth';

export interface SignedIn {
  user: { id: string; name: string; email: string; instanceAdmin: boolean };
  /** Set-Cookie values that prolong the session in the browser. */
  cookies: string[];
}

export interface SessionDeps {
  auth: Auth;
  storage: Storage;
  now(): Date;
}

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
  if (now().getTime() - session.createdAt.getTime() >= SESSION_ABSOLUTE_SECONDS * 1_000) {
    await deleteSession(storage, session.id);
    return null;
  }
  return {
    user: { id: user.id, name: user.name, email: user.email, instanceAdmin: user.instanceAdmin ?? false },
    cookies: answered.getSetCookie(),
  };
}
