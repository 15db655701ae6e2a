/** Kinds of secrets by their shape, the surest first. */
const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['email', /[^@]@[^@]/],
  ['jwt', /eyJ[\w-]{5}/],
  ['uuid', /[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}/i],
  ['number', /(?:\d[ .-]?){13}|^\+\d{7}/],
  ['token', /^(?:[srp]k|whsec|gh[pousr]|github|glpat|xox[a-z]|npm|akia|asia|aiza|bearer|basic)[-_].{4}|^akia/i],
];
/** Words and short numbers joined by separators: `my-post-2024`. */
const SLUG = /^(?:[a-z]{1,15}|\d{1,8})(?:[-_.](?:[a-z]{1,15}|\d{1,8}))*$/;
const TURN = /[a-z](?=\d)|\d(?=[a-z])/gi;

/**
 * The kind of secret that a token looks like (`email jwt uuid number token`), or undefined.
 * Errs towards a secret: what mixes letters and digits like a key is one, wherever it stands.
 */
export function secretKind(token: string): string | undefined {
  for (const [kind, shape] of SHAPES) if (shape.test(token)) return kind;
  if (token.length < 8 || SLUG.test(token)) return undefined;
  const turns = token.match(TURN)?.length ?? 0;
  return turns > 2 || token.length > (turns > 0 ? 15 : 31) ? 'token' : undefined;
}

/** Replaces every part of a text that looks like a secret by its kind in braces, and caps the length. */
export function scrub(text: string, maxLength: number): string {
  const short = text.length > maxLength ? text.slice(0, maxLength).replace(/\S*$/, '') : text;
  return short.replace(/[\w.@+~=-]+/g, (token) => {
    const kind = secretKind(token);
    return kind ? `{${kind}}` : token;
  });
}
