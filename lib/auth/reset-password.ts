import { appendAudit } from '../audit';
import { AppError } from '../shared';
import { findUserByEmail, listMemberships, setPassword, type Storage } from '../storage';
import { hashNewPassword } from './password/hash-password';

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
  const actor = { kind: 'system', id: 'admin' } as const;
  return storage.transaction(async (tx) => {
    const result = await setPassword(tx, { userId: user.id, passwordHash, at: input.now() });
    for (const { organization } of await listMemberships(tx, user.id)) {
      await appendAudit(tx, { actor, organization, now: input.now }, { action: 'password.reset', target: user.id });
    }
    return result;
  });
}
