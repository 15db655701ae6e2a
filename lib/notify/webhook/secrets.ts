import { openSecret } from '../../storage';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new signing secret `whsec_<base64 of 32 bytes>` from random bytes. */
export function makeWebhookSecret(randomBytes: (size: number) => Uint8Array): string {
  return PREFIX + Buffer.from(randomBytes(SECRET_BYTES)).toString('base64');
}

/** Throws when CALLWATCH_SECRET is not the one that it was sealed with. */
export function openWebhookSecret(sealed: Uint8Array, secret: string): string {
  return openSecret(secret, sealed).toString('utf8');
}
