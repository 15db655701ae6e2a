const EMAIL = /[^@]@[^@]/;
const JWT = /eyJ[\w-]{5}/;
const UUID = /[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}/i;
const LONG_NUMBER = /(?:\d[ .-]?){13}|^\+\d{7}/;
const PREFIX = /^(?:[srp]k|whsec|gh[pousr]|github|glpat|xox[a-z]|npm|akia|asia|aiza|bearer|basic)[-_].{4}|^akia/i;
/** Words and short numbers joined by separators: `my-post-2024`. */
const SLUG = /^(?:[a-z]{1,15}|\d{1,8})(?:[-_.](?:[a-z]{1,15}|\d{1,8}))*$/;
const TURN = /[a-z](?=\d)|\d(?=[a-z])/gi;

/**
 * The kind of secret that a token looks like (`email jwt uuid number token`), or undefined.
 * Errs towards a secret: what mixes letters and digits like a key is one, wherever it stands.
 */
export function secretKind(token: string): string | undefined {
  if (EMAIL.test(token)) return 'email';
  if (JWT.test(token)) return 'jwt';
  if (UUID.test(token)) return 'uuid';
  if (LONG_NUMBER.test(token)) return 'number';
  if (PREFIX.test(token) || token.length > 31) return SLUG.test(token) && !PREFIX.test(token) ? undefined : 'token';
  const turns = token.length < 8 ? 0 : (token.match(TURN)?.length ?? 0);
  return turns > 2 || (turns > 0 && token.length > 15 && !SLUG.test(token)) ? 'token' : undefined;
}

/** Replaces every part of a text that looks like a secret by its kind in braces, and caps the length. */
export function scrub(text: string, maxLength: number): string {
  const short = text.length > maxLength ? text.slice(0, maxLength).replace(/\S*$/, '') : text;
  return short.replace(/[\w.@+~=-]+/g, (token) => {
    const kind = secretKind(token);
    return kind === undefined ? token : `{${kind}}`;
  });
}
