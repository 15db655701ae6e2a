import type { CallFilterColumn } from '../../../lib/shared';
import { exactValue, isAccountHash, METHODS, traceIdIn } from '../../../lib/shared';
import { valueWords } from './chip-words';
import { errorOf } from './chips';
import { FILTER_WORDS, type FilterWords } from './filter-columns';
import { kindOfAmount, withoutUnit } from './with-unit';

/** What was called in the range, to be offered. */
export interface KnownNames {
  /** Name by id. */
  endpoints: ReadonlyMap<string, string>;
  consumers: readonly string[];
}

/** A filter that fits what is typed; without a value it names the column and waits for more. */
export interface Suggestion {
  column: CallFilterColumn;
  /** With its `!`; null: the column alone. */
  value: string | null;
  words: string;
  note?: string;
}

const SHOWN = 12;
/** A colon, a space, or at once a comparison: "durationMs>500", "status!=404". */
const AFTER_NAME = /^\s*(?:[:\s]|(?=[<>=!]))\s*(.*)$/s;

/** "Status: 404", "status=404" and "not status 404" name a column; null when what is typed does not. */
export function columnIn(typed: string): { words: FilterWords; negated: boolean; bare: string } | null {
  const { negated, rest } = withoutNot(typed.trim());
  for (const words of FILTER_WORDS) {
    const name = namesOf(words).find((name) => rest.toLowerCase().startsWith(name.toLowerCase()));
    const after = name === undefined ? null : AFTER_NAME.exec(rest.slice(name.length));
    if (!after) continue;
    const inner = withoutNot((after[1] ?? '').trim());
    const bare = inner.rest.replace(/^=\s*/, '');
    return { words, negated: negated !== inner.negated, bare: asKept(words.column, bare) };
  }
  return null;
}

/** A value as calls have it. */
function asKept(column: CallFilterColumn, bare: string): string {
  if (column === 'path') return sent(bare);
  return column === 'traceId' ? (traceIdIn(bare) ?? bare) : withoutUnit(column, bare);
}

/** Names of a column, longer ones before those that they begin with. */
const namesOf = ({ word, column, also = [] }: FilterWords): string[] => [word, column, ...also];

function withoutNot(text: string): { negated: boolean; rest: string } {
  const match = /^(!|not\s)\s*(.*)$/is.exec(text);
  return match ? { negated: true, rest: match[2] ?? '' } : { negated: false, rest: text };
}

/** What the field says when a chip is edited: "Status: not 404". */
export const typedOf = ({ word }: FilterWords, { negated, bare }: { negated: boolean; bare: string }): string =>
  `${word}: ${negated ? 'not ' : ''}${bare}`;

/** Filters that fit what is typed, the likeliest first. */
export function suggest(typed: string, known: KnownNames): Suggestion[] {
  const named = columnIn(typed);
  if (named) return valuesOf(named, known).slice(0, SHOWN);
  const { negated, rest } = withoutNot(typed.trim());
  if (rest === '') return [...begin(known), ...FILTER_WORDS.map(columnAlone)];
  const begins = (name: string): boolean => name.toLowerCase().startsWith(rest.toLowerCase());
  const columns = FILTER_WORDS.filter(({ word, also = [] }) => [word, ...also].some(begins)).map(columnAlone);
  const guesses = guessesOf(rest, known)
    .filter(([column, bare]) => errorOf(column, bare) === null)
    .map(([column, bare, note]) => ({ ...made(column, { negated, bare }, known), ...(note && { note }) }));
  return [...columns, ...guesses].slice(0, SHOWN);
}

const begin = (known: KnownNames): Suggestion[] =>
  ['5xx', '4xx'].map((bare) => made('status', { negated: false, bare }, known));

const columnAlone = ({ column, word, hint }: FilterWords): Suggestion => ({
  column,
  value: null,
  words: `${word}: `,
  note: hint,
});

function made(column: CallFilterColumn, { negated, bare }: { negated: boolean; bare: string }, known: KnownNames) {
  const words = FILTER_WORDS.find((candidate) => candidate.column === column);
  const said = valueWords(column, bare, known.endpoints);
  return {
    column,
    value: `${negated ? '!' : ''}${bare}`,
    words: `${words?.word ?? column} ${negated ? 'not ' : ''}${said}`,
  };
}

type Named = NonNullable<ReturnType<typeof columnIn>>;

function valuesOf({ words, negated, bare }: Named, known: KnownNames): Suggestion[] {
  const { column, choices = [], none } = words;
  const wanted = bare.toLowerCase();
  const offered = [
    ...choices.map(([value, said]) => [value, `${value} ${said}`] as const),
    ...(column === 'endpoint' ? [...known.endpoints] : []),
    ...(column === 'consumer' ? known.consumers.map((name) => [exact(name), name] as const) : []),
    ...(none ? [['-', `- ${none}`] as const] : []),
  ].filter(([, said]) => said.toLowerCase().includes(wanted));
  const isRight = column !== 'endpoint' && errorOf(column, bare) === null;
  const own = bare !== '' && (isRight || offered.length === 0) ? [bare] : [];
  const nothing = none?.toLowerCase() === wanted ? ['-'] : [];
  const values = [...new Set([...nothing, ...own, ...offered.map(([value]) => value)])];
  return values.map((value) => made(column, { negated, bare: value }, known));
}

const exact = (name: string): string => exactValue('consumer', name);

type Guess = readonly [column: CallFilterColumn, bare: string, note?: string];

/** Most names of each kind that contain what is typed. */
const MOST_FOUND = 4;

/** What something typed without a column may mean: by its form, a known name, a path, or any text that a call has. */
function guessesOf(text: string, known: KnownNames): Guess[] {
  const forms = formsOf(text);
  const { same, beginning, containing } = namesLike(text, known);
  if (/^[/*]/.test(text))
    return [...forms, ...same, ...routeIn(text), ['path', sent(text)], ...prefixOf(text), ...beginning, ...containing];
  if (forms.length > 0) return [...forms, ...same, ...beginning, ...containing];
  return [...same, ...beginning, ...pathWith(text), ...containing, ...elsewhere(text, known)];
}

function formsOf(text: string): Guess[] {
  const lower = text.toLowerCase();
  const guesses: Guess[] = [];
  if (/^[1-5](\d\d|xx)$/i.test(text)) guesses.push(['status', lower]);
  if (/^[<>]=?\s*\d/.test(text)) guesses.push(['durationMs', text.replaceAll(' ', '')], ['status', text]);
  guesses.push(...amounts(text));
  if (METHODS.some((method) => method === text.toUpperCase())) guesses.push(['method', text.toUpperCase()]);
  const traceId = traceIdIn(text);
  if (traceId !== null) guesses.push(['traceId', traceId]);
  if (isAccountHash(text)) guesses.push(['accountHash', lower]);
  if (looksLikeAddress(text)) guesses.push(['caller', text]);
  return guesses;
}

const called = (name: string, guess: Guess) => ({ name: name.toLowerCase(), guess });

/** Endpoints and consumers that are called so, consumers whose name begins so, and all others that have it somewhere. */
function namesLike(text: string, known: KnownNames): Record<'same' | 'beginning' | 'containing', Guess[]> {
  const lower = text.toLowerCase();
  const names = [
    ...[...known.endpoints].map(([id, name]) => called(name, ['endpoint', id])),
    ...known.consumers.map((name) => called(name, ['consumer', exact(name)])),
  ];
  const guesses = (column: CallFilterColumn, fits: (name: string) => boolean): Guess[] =>
    names
      .filter(({ name, guess }) => guess[0] === column && name !== lower && name.includes(lower) && fits(name))
      .map(({ guess }) => guess)
      .slice(0, MOST_FOUND);
  const begins = (name: string): boolean => name.startsWith(lower);
  return {
    same: names.filter(({ name }) => name === lower).map(({ guess }) => guess),
    beginning: guesses('consumer', begins),
    containing: [...guesses('endpoint', () => true), ...guesses('consumer', (name) => !begins(name))],
  };
}

/** "500 ms" without a comparison means that long and longer. */
function amounts(text: string): Guess[] {
  const kind = kindOfAmount(text);
  if (kind === null) return [];
  const compared = /^\d[^-]*$/.test(text) ? `>=${text}` : text;
  const columns = kind === 'time' ? (['durationMs'] as const) : (['responseBytes', 'requestBytes'] as const);
  return columns.map((column): Guess => [column, withoutUnit(column, compared)]);
}

/** A path as calls have it: what is not ASCII stands encoded there. */
const sent = (text: string): string => text.replace(/[^\p{ASCII}\p{Cs}]+/gu, (part) => encodeURIComponent(part));

const prefixOf = (text: string): Guess[] =>
  text.includes('*') ? [] : [['path', `${sent(text)}*`, 'and all that begins so']];

/** With a parameter, such as "/users/:id", it is what endpoints are called; no path looks so. */
const routeIn = (text: string): Guess[] => (/\/:\w/.test(text) ? [['route', text, 'of any method']] : []);

/** No path has a space. */
const pathWith = (text: string): Guess[] => (/\s/.test(text) ? [] : [['path', `*${sent(text)}*`, 'anywhere in it']]);

const elsewhere = (text: string, { consumers }: KnownNames): Guess[] => [
  ...(consumers.includes(text) ? [] : [['consumer', exact(text), 'exactly this name'] as const]),
  ['userAgent', exact(text), 'part of its name'],
  ['errorClass', `*${text}*`, 'anywhere in it'],
];

const looksLikeAddress = (text: string): boolean =>
  /^(\d{1,3}\.){3}\d{1,3}(\/\d{1,2})?$/.test(text) || (/^[\da-f:.]+(\/\d{1,3})?$/i.test(text) && text.includes(':'));
