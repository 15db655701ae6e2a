import { randomBytes } from 'node:crypto';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import { AppError, type RecoveryCodesAnswer, type TwoFactorEnrolment } from '../../shared';
import {
  confirmEnrolment,
  deleteSessions,
  findTwoFactor,
  forgetAttempts,
  openSecret,
  replaceRecoveryCodes,
  saveEnrolment,
  sealSecret,
} from '../../storage';
import { ATTEMPTS, limitAttempts } from '../attempts';
import type { AuthDeps } from '../deps';
import { requirePassword } from '../password/require-password';
import { record } from '../record';
import { passwordGiven } from '../session/sign-in';
import type { SignedIn } from '../session/read-session';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-code';
import { matchingStep, toBase32, totpUri } from './totp';
import { codeGiven } from './use-second-factor';

const SECRET_BYTES = 20; // as long as the hash of the codes
const ISSUER = 'Callwatch';

export const enrolInput = z.object({ password: passwordGiven });
export const confirmInput = z.object({ code: codeGiven });

const isOn = (): AppError => new AppError('conflict', 'two-factor authentication is on already');

/**
 * Begins with an authenticator app: a new secret, which counts once a code of it was given. Throws `unauthenticated` at
 * `password`, `conflict` when there is a second factor already, `rate_limited`.
 */
export async function enrol(
  deps: AuthDeps,
  { user }: SignedIn,
  { password }: z.infer<typeof enrolInput>,
): Promise<TwoFactorEnrolment> {
  await requirePassword(deps, { userId: user.id, password, field: 'password' });
  const bytes = randomBytes(SECRET_BYTES);
  const sealed = sealSecret(deps.env.secret, bytes);
  if (!(await saveEnrolment(deps.storage, { userId: user.id, secret: sealed, at: deps.now() }))) throw isOn();
  const secret = toBase32(bytes);
  const uri = totpUri({ secret, email: user.email, issuer: ISSUER });
  return { secret, uri, qrSvg: renderSVG(uri, { ecc: 'M', border: 2 }) };
}

/**
 * Switches the second factor on by its first code, ends the other sessions and gives the recovery codes. Throws `invalid`
 * at `code`, `conflict` when nothing was begun or it is on already, `rate_limited`.
 */
export async function confirmSecondFactor(
  deps: AuthDeps,
  { user, sessionId }: SignedIn,
  { code }: z.infer<typeof confirmInput>,
): Promise<RecoveryCodesAnswer> {
  const codes = ATTEMPTS.codeOf(user.id);
  await limitAttempts(deps, [codes]);
  const { storage, env, now } = deps;
  const factor = await findTwoFactor(storage, user.id);
  if (factor?.confirmedAt) throw isOn();
  if (!factor) throw new AppError('conflict', 'begin with a new QR code first');
  const step = matchingStep(openSecret(env.secret, factor.secret), code, now());
  if (step === null) {
    const fault = 'is not the code that the app shows now';
    throw new AppError('invalid', `code: ${fault}`, { field: 'code', fields: { code: fault } });
  }
  const recoveryCodes = makeRecoveryCodes();
  const userId = user.id;
  await storage.transaction(async (tx) => {
    if (!(await confirmEnrolment(tx, { userId, secret: factor.secret, step, at: now() }))) throw isOn();
    await replaceRecoveryCodes(tx, { userId, hashes: recoveryCodes.map(hashRecoveryCode), at: now() });
    await deleteSessions(tx, { userId, keepId: sessionId });
    await record(tx, { userId, now }, { action: 'two_factor.enabled' });
  });
  await forgetAttempts(storage, { key: codes.key, now: now() });
  return { recoveryCodes };
}
