import type { Actor } from '../../access';
import { readSession, type SignedIn } from '../../auth';
import { AppError } from '../../shared';
import type { Runtime } from '../runtime';
import { byToken, type TokenIdentity } from './by-token';
import { refuseCrossSite } from './refuse-cross-site';

export type Identity = { kind: 'user'; actor: Actor; session: SignedIn } | TokenIdentity;

export type Accepted = 'session' | 'token' | 'both';

/** Who sent the request. Throws `unauthenticated`, and `forbidden` for a change from another site. */
export async function identify(runtime: Runtime, request: Request, accepted: Accepted): Promise<Identity> {
  const authorization = request.headers.get('authorization');
  if (accepted === 'token' || (authorization !== null && accepted !== 'session')) {
    return byToken(runtime, authorization);
  }
  const session = await readSession(runtime, request.headers);
  if (!session) throw new AppError('unauthenticated', 'sign in first');
  refuseCrossSite(request, runtime.env.url);
  const { id, name } = session.user;
  return { kind: 'user', actor: { kind: 'user', id, name }, session };
}
