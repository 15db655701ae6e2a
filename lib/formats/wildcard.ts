/** A pattern with * for any characters, made ready to be held against texts. */
export type Wildcard = readonly string[];

export const wildcard = (pattern: string): Wildcard => pattern.split('*');

/** Is the whole text as the pattern says? In one pass, however many * there are. */
export function matchesWildcard(parts: Wildcard, text: string): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
