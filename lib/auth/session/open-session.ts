import type { SessionDeps } from '../deps';

/** Opens a session. Gives the Set-Cookie values that hold it. */
export async function openSession(
  { auth, headers, now }: SessionDeps & { headers: Headers },
  who: { userId: string; rememberMe: boolean },
): Promise<string[]> {
  const answer = await auth.api.openSession({ body: { ...who, at: now() }, headers, returnHeaders: true });
  return answer.headers.getSetCookie();
}
