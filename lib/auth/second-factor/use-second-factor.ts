import { z } from 'zod';
import { claimRecoveryCode, claimStep, findTwoFactor, openSecret, type Tx } from '../../storage';
import { hashRecoveryCode } from './recovery-code';
import { matchingStep } from './totp';

export const codeGiven = z
  .string('must be the 6 digits that the app shows')
  .transform((text) => text.replace(/\s+/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'must be the 6 digits that the app shows'));

export const recoveryCodeGiven = z
  .string('must be one of the recovery codes')
  .trim()
  .min(1, 'must be one of the recovery codes')
  .max(40, 'must be one of the recovery codes');

export interface SecondFactorGiven {
  userId: string;
  code?: string | undefined;
  recoveryCode?: string | undefined;
}

/** Uses up a code of the app or a recovery code of the user. False for a wrong one and for one that was used. */
export async function useSecondFactor(
  tx: Tx,
  { secret, now }: { secret: string; now: Date },
  { userId, code, recoveryCode }: SecondFactorGiven,
): Promise<boolean> {
  if (recoveryCode !== undefined) {
    return claimRecoveryCode(tx, { userId, hash: hashRecoveryCode(recoveryCode), at: now });
  }
  const factor = await findTwoFactor(tx, userId);
  if (!factor?.confirmedAt || code === undefined) return false;
  const step = matchingStep(openSecret(secret, factor.secret), code, now);
  return step !== null && claimStep(tx, { userId, secret: factor.secret, step });
}
