import { AppError } from '../../shared';
import common from './common-passwords.json' with { type: 'json' };

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

const whole = new Set<string>(common.whole);
const stems = new Set<string>(common.stems);
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz'.repeat(2),
  '0123456789'.repeat(13),
  'qwertyuiopasdfghjklzxcvbnm',
  'qazwsxedcrfvtgbyhnujmikolp',
];

/** `Passw0rd!2024` → `password`: digits and signs at the ends dropped, the usual replacements undone. */
function stemOf(text: string): string {
  const letters = text.replace(/^[^a-z@$]+|[^a-z]+$/g, '');
  return letters.replace(
    /[0134578@$!]/g,
    (sign) =>
      ({ '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '@': 'a', $: 's', '!': 'i' })[sign] ??
      sign,
  );
}

/** The shortest text that the whole repeats: `abcabc` → `abc`. */
function unitOf(text: string): string {
  return text.slice(0, (text + text).indexOf(text, 1));
}

function isRun(text: string): boolean {
  const back = Array.from(text).reverse().join('');
  return RUNS.some((run) => run.includes(text) || run.includes(back));
}

/** Would one of the first guesses be this password? */
function isCommon(password: string): boolean {
  const text = password.toLowerCase();
  const unit = unitOf(text);
  const guesses = [text, unit, stemOf(text), unitOf(stemOf(text))];
  return unit.length < 4 || isRun(text) || isRun(unit) || guesses.some((guess) => whole.has(guess) || stems.has(guess));
}

/** Why a new password (of the account with this address) cannot be used, or null. There are no rules on what it is made of. */
export function passwordFault(password: string, email?: string): string | null {
  if (Array.from(password).length < PASSWORD_MIN) return `must have at least ${PASSWORD_MIN} characters`;
  if (password.length > PASSWORD_MAX) return `must have at most ${PASSWORD_MAX} characters`;
  const text = password.toLowerCase();
  const address = email?.toLowerCase();
  if (address && (text === address || stemOf(text) === address.split('@')[0]))
    return 'must not be made of the email address';
  return isCommon(password) ? 'is among the passwords that are guessed first' : null;
}

/** Throws `invalid` at the field when it cannot be used. */
export function checkPassword(password: string, email: string, field = 'password'): void {
  const fault = passwordFault(password, email);
  if (fault) throw new AppError('invalid', `password ${fault}`, { field, fields: { [field]: fault } });
}
