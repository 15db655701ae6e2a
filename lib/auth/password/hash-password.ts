import { hashPassword } from 'better-auth/crypto';
import { checkPassword } from './check-password';

/** Hash (scrypt, salted) of a password that may be used. Throws `invalid` at the field `password` for one that may not. */
export async function hashNewPassword({ password, email }: { password: string; email: string }): Promise<string> {
  checkPassword(password, email);
  return hashPassword(password);
}
