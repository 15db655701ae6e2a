/** Takes a name, or a hash, out of whatever it stands in. */
export interface Redaction {
  /** What the database looks for: the name as text, JSON, HTML and URLs have it. */
  texts: readonly string[];
  /** Does it stand in a text that is not ours, be it written as JSON, HTML or URLs have it? */
  standsIn(text: string): boolean;
  /** Free text. */
  words(text: string): string;
  html(text: string): string;
  /** The name of a consumer and nothing else. */
  consumer(name: string): string;
  /** The hash of an account, alone or in an id. */
  account(text: string): string;
}

const ERASED_CONSUMER = 'erased consumer';
const ERASED_IN_URL = encodeURIComponent(ERASED_CONSUMER);

/** What is no text to read in HTML; every second part of what is split by it. */
const MARKUP = /(<style\b[^>]*>[^]*?<\/style>|<[^>]*>)/;
/** Ends where a value in the query of a URL begins. */
const BEFORE_QUERY_VALUE = /[?&;][^\s?&;=#"']*=$/;
const LONGEST_PARAMETER = 100;

/** Where a word begins: behind no letter, or behind a sign as URLs write it, such as %2F. */
const BEGINS = String.raw`(?:(?<![\p{L}\p{N}_])|(?<=%(?:0[9ADad]|2[\dA-Fa-f]|3[A-Fa-f]|40|5[B-Eb-e]|60|7[B-Eb-e])))`;
const ENDS = String.raw`(?![\p{L}\p{N}_])`;

const same = (text: string): string => text;
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const inHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** As queries and paths have it, with large and small hexadecimal digits. */
function inUrls(text: string): string[] {
  const whole = text.replaceAll(/\p{Cs}/gu, '\uFFFD'); // half a character cannot be written in a URL
  const query = new URLSearchParams([['', whole]]).toString().slice(1);
  const forms = [query, query.replaceAll('+', '%20'), encodeURIComponent(whole), encodeURI(whole)];
  return [...forms, ...forms.map((form) => form.replaceAll(/%[\dA-F]{2}/g, (sign) => sign.toLowerCase()))];
}

/** A consumer's name where it stands as words of its own: that of "acme" is no part of "acme-labs2" or "pacme". */
export function redactConsumer(name: string): Redaction {
  const plain = new Set([name, inHtml(name)]);
  const forms = [...new Set([...plain, ...inUrls(name).flatMap((form) => [form, inHtml(form)])])];
  const erased = [ERASED_CONSUMER, ERASED_IN_URL]; // found first, so that a consumer called "consumer" is erased once
  const byLength = [...forms].sort((a, b) => b.length - a.length);
  const alone = new RegExp(`${BEGINS}(?:${[...erased, ...byLength].map(escaped).join('|')})${ENDS}`, 'gu');
  const replaceIn = (text: string, markup: boolean): string =>
    text.replaceAll(alone, (found: string, at: number) => {
      if (erased.includes(found)) return found;
      if (!plain.has(found)) return ERASED_IN_URL;
      const inQuery = BEFORE_QUERY_VALUE.test(text.slice(Math.max(0, at - LONGEST_PARAMETER), at));
      return inQuery ? ERASED_IN_URL : markup ? found : ERASED_CONSUMER;
    });
  const onlyInJson = forms.map(inJson).filter((form) => !forms.includes(form));
  const standsIn = (text: string): boolean =>
    replaceIn(text, false) !== text || onlyInJson.some((form) => text.includes(form));
  return {
    texts: [...new Set(forms.flatMap((form) => [form, inJson(form)]))],
    standsIn,
    words: (text) => replaceIn(text, false),
    html: (text) =>
      text
        .split(MARKUP)
        .map((part, index) => replaceIn(part, index % 2 === 1))
        .join(''),
    consumer: (text) => (text === name ? ERASED_CONSUMER : text),
    account: same,
  };
}

const shown = (hash: string): string => `acct_${hash.slice(0, 4)}…`;

/** An account's hash, and the beginning of it that people see, become those of a meaningless one: counts stay true. */
export function redactAccount(hash: string, standIn: string): Redaction {
  const replace = (text: string): string => text.replaceAll(hash, standIn).replaceAll(shown(hash), shown(standIn));
  const texts = [hash, shown(hash)];
  return {
    texts,
    standsIn: (text) => texts.some((one) => text.includes(one)),
    words: replace,
    html: replace,
    consumer: same,
    account: replace,
  };
}
