import { AppError } from '../../shared';
import { findUserByEmail, setPassword, type Storage } from '../../storage';
import { record } from '../record';
import { hashNewPassword } from './hash-password';

export interface ResetPassword {
  email: string;
  password: string;
  now(): Date;
}

/** Sets a user's password from the command line and ends all sessions of the user. Throws `not_found`, `invalid`. */
export async function resetPassword(storage: Storage, input: ResetPassword): Promise<{ endedSessions: number }> {
  const user = await findUserByEmail(storage, input.email);
  if (!user) throw new AppError('not_found', `no user has the address ${input.email}`, { field: 'email' });
  const passwordHash = await hashNewPassword(input);
  return storage.transaction(async (tx) => {
    const result = await setPassword(tx, { userId: user.id, passwordHash, at: input.now() });
    await record(tx, { userId: user.id, actor: 'admin', now: input.now }, { action: 'password.reset' });
    return result;
  });
}
