import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { findPasswordHash, type Storage } from '../../storage';

/** Is this the user's password? Takes as long for nobody's account (null), so that the time tells nothing. */
export async function isPassword(storage: Storage, userId: string | null, password: string): Promise<boolean> {
  const hash = userId === null ? null : await findPasswordHash(storage, userId);
  if (hash !== null) return verifyPassword({ hash, password });
  await hashPassword(password);
  return false;
}
