import { SCOPES, type Actor, type Scope } from '../../access';
import { readSession, type SignedIn } from '../../auth';
import { AppError } from '../../shared';
import { findApiToken, hashAccessKey, parseAccessKey, touchApiToken, type ApiTokenRecord } from '../../storage';
import type { Runtime } from '../runtime';
import { refuseCrossSite } from './refuse-cross-site';

export type Identity =
  | { kind: 'user'; actor: Actor; session: SignedIn }
  | { kind: 'token'; actor: Actor; token: ApiTokenRecord; scopes: ReadonlySet<Scope> };

export type Accepted = 'session' | 'token' | 'both';

/** Who sent the request. Throws `unauthenticated`, and `forbidden` for a change from another site. */
export async function identify(runtime: Runtime, request: Request, accepted: Accepted): Promise<Identity> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null && accepted !== 'session') return byToken(runtime, authorization);
  if (accepted === 'token') throw new AppError('unauthenticated', 'send an API token: Authorization: Bearer <token>');
  const session = await readSession(runtime, request.headers);
  if (!session) throw new AppError('unauthenticated', 'sign in first');
  refuseCrossSite(request, runtime.env.url);
  const { id, name } = session.user;
  return { kind: 'user', actor: { kind: 'user', id, name }, session };
}

async function byToken({ storage, now }: Runtime, authorization: string): Promise<Identity> {
  const text = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
  const parsed = parseAccessKey(text);
  if (parsed?.kind === 'ingest')
    throw new AppError('unauthenticated', 'an ingest key can only send calls: use an API token');
  const at = now();
  const token = parsed && (await findApiToken(storage, { hash: hashAccessKey(text), at }));
  if (!token) throw new AppError('unauthenticated', 'the API token is not valid');
  await touchApiToken(storage, { id: token.id, at });
  const scopes = new Set(SCOPES.filter((scope) => token.scopes.includes(scope)));
  return { kind: 'token', actor: { kind: 'token', id: token.id, name: token.name }, token, scopes };
}
