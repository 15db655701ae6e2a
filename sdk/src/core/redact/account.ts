import { createHmac } from 'node:crypto';

/** `accountHash` as wire.ts defines it, 32 hexadecimal digits. */
export function hashAccount(accountKey: Buffer, account: string): string {
  const normal = account.trim().normalize('NFKC').toLowerCase();
  return createHmac('sha256', accountKey).update(normal).digest('hex').slice(0, 32);
}
