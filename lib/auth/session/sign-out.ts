import type { Auth } from '../create-auth';

/** Ends the session of these headers, if there is one. Gives the Set-Cookie values that remove it from the browser. */
export async function signOut(auth: Auth, headers: Headers): Promise<string[]> {
  const { headers: answered } = await auth.api.signOut({ headers, returnHeaders: true });
  return answered.getSetCookie();
}
