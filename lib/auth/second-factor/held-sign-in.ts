import { parseCookies } from 'better-auth/cookies';
import { z } from 'zod';
import { AppError } from '../../shared';
import {
  findOneTimeToken,
  findUser,
  forgetAttempts,
  hashOneTime,
  insertOneTimeToken,
  makeOneTime,
  takeOneTimeToken,
  type Tx,
  type UserRecord,
} from '../../storage';
import { ATTEMPTS, limitAttempts } from '../attempts';
import type { AuthCall } from '../deps';
import { record } from '../record';
import { openSession } from '../session/open-session';
import { codeGiven, recoveryCodeGiven, useSecondFactor } from './use-second-factor';

export const secondFactorInput = z
  .object({ code: codeGiven.optional(), recoveryCode: recoveryCodeGiven.optional() })
  .refine(({ code, recoveryCode }) => (code === undefined) !== (recoveryCode === undefined), {
    error: 'give code or recoveryCode',
    path: ['code'],
  });
export type SecondFactorInput = z.infer<typeof secondFactorInput>;

const KIND = 'sign_in';
const HELD_SECONDS = 600;

/** Name of the cookie and the rest of its Set-Cookie value. */
function cookieOf(url: string): { name: string; attributes: string } {
  const https = url.startsWith('https:');
  const attributes = `Path=/api/auth; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`;
  return { name: `${https ? '__Secure-' : ''}callwatch.second_factor`, attributes };
}

/** Remembers that the password was right, in a cookie that opens nothing without a code. */
export async function holdSignIn(
  { storage, env, now }: AuthCall,
  { userId, rememberMe }: { userId: string; rememberMe: boolean },
): Promise<{ secondFactor: { expiresAt: Date }; cookies: string[] }> {
  const { token, hash } = makeOneTime();
  const expiresAt = new Date(now().getTime() + HELD_SECONDS * 1_000);
  const held = { hash, kind: KIND, userId, data: { rememberMe }, expiresAt } as const;
  await storage.transaction((tx) => insertOneTimeToken(tx, held, now()));
  const { name, attributes } = cookieOf(env.url);
  return { secondFactor: { expiresAt }, cookies: [`${name}=${token}; Max-Age=${HELD_SECONDS}; ${attributes}`] };
}

const isOver = (): AppError =>
  new AppError('unauthenticated', 'the sign-in is over: begin again with email and password');

async function find({ headers, storage, env, now }: AuthCall) {
  const token = parseCookies(headers.get('cookie') ?? '').get(cookieOf(env.url).name);
  if (!token) throw isOver();
  const lookup = { hash: hashOneTime(token), kind: KIND, now: now() } as const;
  const found = await findOneTimeToken(storage, lookup);
  if (!found) throw isOver();
  return { ...found, lookup };
}

/** The code and the held sign-in are used up together, or neither. */
async function useBoth(
  tx: Tx,
  { env, now }: AuthCall,
  { lookup, given }: { lookup: Parameters<typeof takeOneTimeToken>[1]; given: SecondFactorInput & { userId: string } },
): Promise<boolean> {
  if (!(await useSecondFactor(tx, { secret: env.secret, now: now() }, given))) return false;
  if (!(await takeOneTimeToken(tx, lookup))) throw isOver();
  return true;
}

/**
 * The second step of a sign-in: a code of the app or a recovery code, each of which works once. Throws `unauthenticated`
 * (at the field for a wrong code, without one when the sign-in is over) and `rate_limited`.
 */
export async function signInWithCode(
  call: AuthCall,
  input: SecondFactorInput,
): Promise<{ user: UserRecord; cookies: string[] }> {
  const { userId, data, lookup } = await find(call);
  const codes = ATTEMPTS.codeOf(userId);
  await limitAttempts(call, [ATTEMPTS.signInFrom(call.clientAddress), codes]);
  const by = { userId, now: call.now };
  const right = await call.storage.transaction((tx) => useBoth(tx, call, { lookup, given: { ...input, userId } }));
  if (!right) {
    await record(call.storage, by, { action: 'session.refused', data: { step: 'second' } });
    const field = input.code === undefined ? 'recoveryCode' : 'code';
    throw new AppError('unauthenticated', 'the code is wrong or was used already', { field });
  }
  await forgetAttempts(call.storage, { key: codes.key, now: call.now() });
  const user = await findUser(call.storage, userId);
  if (!user) throw isOver();
  const opened = await openSession(call, { userId, rememberMe: data['rememberMe'] ?? true });
  const factor = input.code === undefined ? 'recovery code' : 'code';
  await record(call.storage, by, { action: 'session.started', data: { factor } });
  const { name, attributes } = cookieOf(call.env.url);
  return { user, cookies: [...opened, `${name}=; Max-Age=0; ${attributes}`] };
}
