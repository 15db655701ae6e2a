import { hashPassword } from 'better-auth/crypto';
import { checkPassword } from './check-password';

/** Hash (scrypt, salted) of a password that may be used. Throws `invalid` at the field, `password` unless told. */
export async function hashNewPassword({
  password,
  email,
  field = 'password',
}: {
  password: string;
  email: string;
  field?: string;
}): Promise<string> {
  checkPassword(password, email, field);
  return hashPassword(password);
}
