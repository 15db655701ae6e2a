const ESCAPE = /\\(?:x[0-9a-f]{2}(?:\\x[0-9a-f]{2})*|u[0-9a-f]{4}|.)/gis;
const NAMED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', v: '\v', f: '\f' };
/** What no database or JSON text can hold: NUL and halves of surrogate pairs. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;
const REPLACEMENT = '\uFFFD';

/** More than is kept of any field, each character of up to six. What callers make longer takes no more time. */
export const FIELD_LENGTH = 16 << 10;

const utf8 = new TextDecoder();

function unescapeOne(escape: string): string {
  const kind = escape.charAt(1);
  if (kind === 'x' && escape.length > 3) {
    return utf8.decode(Uint8Array.from(escape.split('\\x').slice(1), (digits) => Number.parseInt(digits, 16)));
  }
  if (kind === 'u' && escape.length > 2) return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
  return NAMED[kind] ?? escape.slice(1);
}

/** Text without what cannot be stored: that becomes U+FFFD. */
export const storable = (text: string): string => text.replace(UNSTORABLE, REPLACEMENT);

/**
 * The text that a server escaped for its log: `\"`, `\\`, `\n`, `\x22` (bytes, read as UTF-8) and `\u0022`. What cannot be
 * stored as text becomes U+FFFD. Of a longer text than any field is kept, the beginning.
 */
export function unescapeLogText(text: string): string {
  const kept = text.slice(0, FIELD_LENGTH);
  const plain = kept.includes('\\') ? kept.replace(ESCAPE, unescapeOne) : kept;
  return storable(plain);
}

/** Position of the quote that ends a field whose text begins at `from`; -1 when none does. Escaped quotes end nothing. */
export function closingQuote(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 1)) {
    let slashes = 0;
    while (at - slashes > from && line.charAt(at - slashes - 1) === '\\') slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}
