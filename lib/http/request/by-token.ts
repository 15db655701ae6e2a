import { SCOPES, type Actor, type Scope } from '../../access';
import { AppError } from '../../shared';
import { findApiToken, hashAccessKey, parseAccessKey, touchApiToken, type ApiTokenRecord } from '../../storage';
import type { Runtime } from '../runtime';

const MINUTE_MS = 60_000;

export interface TokenIdentity {
  kind: 'token';
  actor: Actor;
  token: ApiTokenRecord;
  scopes: ReadonlySet<Scope>;
}

/** The API token of an Authorization header. Throws `unauthenticated`. */
export async function byToken(
  { storage, now }: Pick<Runtime, 'storage' | 'now'>,
  authorization: string | null | undefined,
): Promise<TokenIdentity> {
  if (!authorization) throw new AppError('unauthenticated', 'send an API token: Authorization: Bearer <token>');
  const text = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
  const parsed = parseAccessKey(text);
  if (parsed?.kind === 'ingest')
    throw new AppError('unauthenticated', 'an ingest key can only send calls: use an API token');
  const at = now();
  const token = parsed && (await findApiToken(storage, { hash: hashAccessKey(text), at }));
  if (!token) throw new AppError('unauthenticated', 'the API token is not valid');
  if (at.getTime() - (token.lastUsedAt?.getTime() ?? 0) >= MINUTE_MS)
    await touchApiToken(storage, { id: token.id, at });
  const scopes = new Set(SCOPES.filter((scope) => token.scopes.includes(scope)));
  return { kind: 'token', actor: { kind: 'token', id: token.id, name: token.name }, token, scopes };
}
