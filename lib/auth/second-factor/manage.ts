import { loadTwoFactorState, requireRecent } from '../../access';
import { AppError, type RecoveryCodesAnswer, type TwoFactorState } from '../../shared';
import { deleteTwoFactor, listMemberships, replaceRecoveryCodes } from '../../storage';
import type { AuthDeps } from '../deps';
import { record } from '../record';
import type { SignedIn } from '../session/read-session';
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-code';

const isOff = (): AppError => new AppError('conflict', 'two-factor authentication is off');

/** Is there a second factor, and must there be one? */
export async function getTwoFactorState({ storage }: AuthDeps, { user }: SignedIn): Promise<TwoFactorState> {
  return loadTwoFactorState(storage, user.id, await listMemberships(storage, user.id));
}

/** Ten new recovery codes in the place of the old ones. Throws `reauthentication_required`, `conflict` without a factor. */
export async function renewRecoveryCodes(deps: AuthDeps, session: SignedIn): Promise<RecoveryCodesAnswer> {
  requireRecent(session, deps.now());
  const userId = session.user.id;
  const recoveryCodes = makeRecoveryCodes();
  await deps.storage.transaction(async (tx) => {
    const hashes = recoveryCodes.map(hashRecoveryCode);
    if (!(await replaceRecoveryCodes(tx, { userId, hashes, at: deps.now() }))) throw isOff();
    await record(tx, { userId, now: deps.now }, { action: 'recovery_codes.renewed' });
  });
  return { recoveryCodes };
}

/** Switches the second factor off. Throws `reauthentication_required`, `conflict` while an organization requires it. */
export async function switchOffSecondFactor(deps: AuthDeps, session: SignedIn): Promise<void> {
  requireRecent(session, deps.now());
  const userId = session.user.id;
  await deps.storage.transaction(async (tx) => {
    const { requiredBy } = await loadTwoFactorState(tx, userId, await listMemberships(tx, userId));
    if (requiredBy.length > 0) throw new AppError('conflict', `it is required by ${requiredBy.join(', ')}`);
    if (!(await deleteTwoFactor(tx, userId))) throw isOff();
    await record(tx, { userId, now: deps.now }, { action: 'two_factor.disabled' });
  });
}
