import { POST as auth } from '../../app/api/auth/[...all]/route';
import { POST as confirm } from '../../app/api/v1/account/two-factor/confirm/route';
import { POST as begin } from '../../app/api/v1/account/two-factor/route';
import { codeOf, stepAt } from '../../lib/auth/second-factor/totp';
import type { RecoveryCodesAnswer, TwoFactorEnrolment } from '../../lib/shared';
import { PASSWORD } from './members';
import { send, type TestApp } from './test-app';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes of a secret as an authenticator app reads them. */
export function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code that an app shows now. */
export const codeNow = (app: TestApp, secret: string): string => codeOf(fromBase32(secret), stepAt(app.runtime.now()));

/** The code of a step in which none was used: the clock goes on by one. */
export function nextCode(app: TestApp, secret: string): string {
  app.advance(30_000);
  return codeNow(app, secret);
}

/** Gives the user of the session a second factor, through the routes. */
export async function enrolSecondFactor(
  app: TestApp,
  cookie: string,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const begun = await send(begin, { method: 'POST', body: { password: PASSWORD }, cookie });
  const { secret } = (await begun.json()) as TwoFactorEnrolment;
  const done = await send(confirm, { method: 'POST', body: { code: nextCode(app, secret) }, cookie });
  if (done.status !== 200) throw new Error(`enrolment answered ${done.status}: ${await done.text()}`);
  return { secret, ...((await done.json()) as RecoveryCodesAnswer) };
}

/** The second step of a sign-in, with the cookie that the first one gave. */
export function sendCode(
  cookie: string,
  body: { code?: string; recoveryCode?: string },
  clientAddress = '192.0.2.1',
): Promise<Response> {
  return send(auth, { method: 'POST', params: { all: ['sign-in', 'two-factor'] }, body, cookie, clientAddress });
}
