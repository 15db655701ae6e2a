import { AppError } from '../../shared';

/** NUL, which Postgres cannot store, and halves of characters, which no UTF-8 can hold. */
// oxlint-disable-next-line no-control-regex -- NUL is what is looked for
const BAD = /[\0\p{Surrogate}]/u;
const MAX_DEPTH = 20;

/** Throws `invalid` at the first text, at any depth, that holds NUL or half a character, and for what is nested too deep. */
export function refuseBadText(value: unknown, path: readonly string[] = []): void {
  const field = path.join('.');
  const refuse = (what: string): never => {
    throw new AppError('invalid', `${field}: ${what}`, { field, fields: { [field]: what } });
  };
  if (path.length > MAX_DEPTH) refuse('is nested too deep');
  if (typeof value === 'string' && BAD.test(value)) refuse('holds a character that cannot be stored');
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (BAD.test(name)) throw new AppError('invalid', 'a name in the body holds a character that cannot be stored');
    refuseBadText(inner, [...path, name]);
  }
}
