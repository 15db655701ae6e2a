import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 30; // 178 bits
const CHECK_LENGTH = 6; // 62^6 > 2^32
const UNBIASED_BELOW = 248; // 4 * 62: a byte above would favour the first letters
const SHAPE = /^(cwk_([a-z0-9-]{1,40})|cwt)_[0-9A-Za-z]{36}$/;

export type AccessKey = { kind: 'ingest'; environment: string } | { kind: 'token' };

function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < UNBIASED_BELOW && text.length < length) text += BASE62.charAt(byte % BASE62.length);
    }
  }
  return text;
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECK_LENGTH; place += 1) {
    digits = BASE62.charAt(rest % BASE62.length) + digits;
    rest = Math.floor(rest / BASE62.length);
  }
  return digits;
}

function make(prefix: string): string {
  const body = `${prefix}_${randomText(RANDOM_LENGTH)}`;
  return body + checksum(body);
}

/** `cwk_<environment>_<30 base62><6 base62 of the CRC-32 of all before>`. */
export const makeIngestKey = (environment: string): string => make(`cwk_${environment}`);

/** `cwt_<30 base62><6 base62 of the CRC-32 of all before>`. */
export const makeApiToken = (): string => make('cwt');

/** What a key is, by its text alone; null when it was mistyped or cut short. Costs no database read. */
export function parseAccessKey(text: string): AccessKey | null {
  const match = SHAPE.exec(text);
  if (!match || text.slice(-CHECK_LENGTH) !== checksum(text.slice(0, -CHECK_LENGTH))) return null;
  return match[2] === undefined ? { kind: 'token' } : { kind: 'ingest', environment: match[2] };
}

/** SHA-256 of a key: all that is stored of it. */
export const hashAccessKey = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(text).digest());

/** First and last letters, to recognise a key by: `cwk_production_Ab1…x9Zq`. */
export function hintOf(text: string): string {
  const start = text.length - RANDOM_LENGTH - CHECK_LENGTH;
  return `${text.slice(0, start + 3)}…${text.slice(-4)}`;
}
