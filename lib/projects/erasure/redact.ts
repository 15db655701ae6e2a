/** Takes a name out of whatever text or JSON it stands in. */
export interface Redaction {
  /** What the database looks for: the name as text, as JSON and as HTML have it. */
  texts: readonly string[];
  replace(text: string): string;
}

const ERASED_CONSUMER = 'erased consumer';

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const inHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A consumer's name where it stands as words of its own: that of "acme" is no part of "acme-labs2" or "pacme". */
export function redactConsumer(name: string): Redaction {
  const forms = [...new Set([name, inHtml(name)])];
  const alone = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${forms.map(escaped).join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
  const texts = [...new Set([...forms, ...forms.map(inJson)])];
  return { texts, replace: (text) => text.replaceAll(alone, ERASED_CONSUMER) };
}

const shown = (hash: string): string => `acct_${hash.slice(0, 4)}…`;

/** An account's hash, and the beginning of it that people see, become those of a meaningless one: counts stay true. */
export function redactAccount(hash: string, standIn: string): Redaction {
  return {
    texts: [hash, shown(hash)],
    replace: (text) => text.replaceAll(hash, standIn).replaceAll(shown(hash), shown(standIn)),
  };
}

/** The value with the name taken out of every text in it, names of fields included. */
export function redactValue(value: unknown, redaction: Redaction): unknown {
  if (typeof value === 'string') return redaction.replace(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redaction));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redaction.replace(key), redactValue(item, redaction)]),
  );
}
