import { AppError } from '../../shared';
import { deleteSessions, deleteTwoFactor, findUserByEmail, type Storage } from '../../storage';
import { record } from '../record';

/**
 * Takes the second factor from a user who lost it, from the command line, and ends all sessions of the user. Throws
 * `not_found`. `wasOn` is false when there was none.
 */
export async function resetTwoFactor(
  storage: Storage,
  { email, now }: { email: string; now(): Date },
): Promise<{ wasOn: boolean; endedSessions: number }> {
  const user = await findUserByEmail(storage, email);
  if (!user) throw new AppError('not_found', `no user has the address ${email}`, { field: 'email' });
  const userId = user.id;
  return storage.transaction(async (tx) => {
    const wasOn = await deleteTwoFactor(tx, userId);
    if (!wasOn) return { wasOn, endedSessions: 0 };
    await record(tx, { userId, actor: 'admin', now }, { action: 'two_factor.reset' });
    return { wasOn, endedSessions: await deleteSessions(tx, { userId }) };
  });
}
