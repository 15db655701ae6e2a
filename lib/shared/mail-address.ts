import { AppError } from './errors';

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN_LABEL = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const ADDRESS_LIMIT = 254;
const LOCAL_LIMIT = 64;

/**
 * Exactly one plain mail address. Lists, names, comments, quotes and line breaks are refused, since a mail library
 * reads "a@x, b@y" as two recipients. A domain of one label is taken, for mail inside a network.
 */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  if (at < 1 || text.length > ADDRESS_LIMIT || local.length > LOCAL_LIMIT || !LOCAL_PART.test(local)) return false;
  return text
    .slice(at + 1)
    .split('.')
    .every((label) => DOMAIN_LABEL.test(label));
}

/** The address, trimmed. Throws AppError `invalid` with `field`. */
export function parseMailAddress(text: string, field = 'to'): string {
  const address = text.trim();
  if (!isMailAddress(address))
    throw new AppError('invalid', 'must be one mail address, like ops@example.com', { field });
  return address;
}

export interface Sender {
  name: string;
  address: string;
}

/** Reads MAIL_FROM: `Name <address>` or an address alone. Null when it is neither. */
export function readSender(text: string): Sender | null {
  const match = /^\s*(?:"?([^"<>\r\n]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))\s*$/.exec(text);
  const address = match?.[2] ?? match?.[3];
  if (!address || !isMailAddress(address)) return null;
  return { name: match?.[1]?.trim() || 'Callwatch', address };
}

/** As `readSender`, but throws an Error that names the setting. */
export function parseSender(text: string): Sender {
  const sender = readSender(text);
  if (!sender) throw new Error('MAIL_FROM: must be one mail address, or a name and one in angle brackets');
  return sender;
}
