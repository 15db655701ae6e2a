import { problem, type Problem } from './problem';

/** What a text field may be; `max` counts UTF-16 units. */
export interface TextField {
  readonly max: number;
  /** Longer texts are cut: what an attacker sends must not make his call vanish. */
  readonly cut: number;
  readonly invalid: Problem;
  readonly tooLong: Problem;
  readonly nul: Problem;
  readonly surrogate: Problem;
}

function field(name: string, max: number, cut = max): TextField {
  const code = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return {
    max,
    cut,
    invalid: problem(`invalid_${code}`, `${name} must be a text`),
    tooLong: problem('too_long', `${name} must not be longer than ${max} characters`),
    nul: problem('nul_byte', `${name} holds a NUL byte`),
    surrogate: problem('lone_surrogate', `${name} holds half of a surrogate pair`),
  };
}

// routes, consumers and user agents are in unique indexes, whose entries end at 2,704 bytes
export const TEXT = {
  route: field('route', 512),
  path: field('path', 16_384, 2_048),
  consumer: field('consumer', 256),
  userAgent: field('userAgent', 16_384, 512),
  account: field('account', 1_024),
  environment: field('environment', 64),
  error: field('error', 256),
} as const;

const SUSPECT = /[\0\p{Surrogate}]/u;
const UNFIT = new RegExp(SUSPECT, 'gu');
const HIGH_SURROGATE_AT_END = /[\uD800-\uDBFF]$/;

/** The text as it is stored, or why it is not taken. */
export function checkText(value: unknown, { max, cut, invalid, tooLong, nul, surrogate }: TextField): string | Problem {
  if (typeof value !== 'string') return invalid;
  if (value.length > max) return tooLong;
  if (SUSPECT.test(value)) return value.includes('\0') ? nul : surrogate;
  return value.length > cut ? value.slice(0, cut).replace(HIGH_SURROGATE_AT_END, '') : value;
}

/** What a caller wrote, made fit to be stored: what the database does not hold is shown as \uFFFD, the rest is cut. */
export const mend = (text: string | null, { max }: TextField): string | null =>
  text === null ? null : text.slice(0, max).replaceAll(UNFIT, '\uFFFD');

/** Hands a text on as it is stored; nothing where none was given. Returns why it is not taken. */
export function takeText(value: unknown, field: TextField, take: (text: string) => void): Problem | null {
  if (value === undefined || value === null || value === '') return null;
  const text = checkText(value, field);
  if (typeof text !== 'string') return text;
  take(text);
  return null;
}
