import { createHash, randomInt } from 'node:crypto';

// without letters and digits that look alike: 31^15 is more than 74 bits, too many to try against the hashes
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz';
const GROUPS = 3;
const GROUP_LENGTH = 5;
const COUNT = 10;

const group = (): string =>
  Array.from({ length: GROUP_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');

/** Ten new codes, such as `k7mzq-2hd9x-wtp4v`. */
export const makeRecoveryCodes = (): string[] =>
  Array.from({ length: COUNT }, () => Array.from({ length: GROUPS }, group).join('-'));

/** SHA-256 of a code, however its groups were typed: all that is stored of it. */
export const hashRecoveryCode = (code: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    createHash('sha256')
      .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
      .digest(),
  );
