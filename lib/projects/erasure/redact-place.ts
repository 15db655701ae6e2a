import { isDeepStrictEqual } from 'node:util';
import { CALL_FILTER_COLUMNS, exactValue } from '../../shared';
import type { JsonPlace, Place } from './places';
import type { Redaction } from './redact';

type Change = (text: string) => string;

/** Changes the texts at a path; what is not as the path says stays. */
function changeAt(value: unknown, [step, ...rest]: readonly string[], change: Change): unknown {
  if (step === undefined) return typeof value === 'string' ? change(value) : value;
  if (step === '*') return Array.isArray(value) ? value.map((item) => changeAt(item, rest, change)) : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === step ? changeAt(item, rest, change) : item]),
  );
}

function redactJson(value: unknown, { words = [], consumers = [], accounts = [] }: JsonPlace, by: Redaction): unknown {
  const changes: [readonly string[], Change][] = [
    [words, by.words],
    [consumers, by.consumer],
    [accounts, by.account],
  ];
  return changes.reduce(
    (all, [paths, change]) => paths.reduce((now, path) => changeAt(now, path.split('.'), change), all),
    value,
  );
}

/** Columns of the filter that hold free text; the others hold words of our own, numbers and addresses. */
const FREE = new Set<string>(['route', 'path', 'userAgent', 'errorClass']);
/** Parameters that mean something to the page: its filters, and what it keeps beside them. */
const KNOWN = new Set<string>([...CALL_FILTER_COLUMNS, 'env', 'range', 'from', 'to', 'vs']);

/** A filter by a consumer: `!` before it means not, a backslash that what follows is meant as it stands. */
function redactConsumerFilter(value: string, by: Redaction): string {
  const not = value.startsWith('!') ? '!' : '';
  const text = value.slice(not.length);
  const name = text.startsWith('\\') ? text.slice(1) : text;
  const redacted = by.consumer(name);
  return redacted === name ? value : `${not}${exactValue('consumer', redacted)}`;
}

function redactParameter(name: string, value: string, by: Redaction): string {
  if (name === 'consumer') return redactConsumerFilter(value, by);
  if (name === 'accountHash') return by.account(value);
  return FREE.has(name) ? by.words(value) : value;
}

/** A view goes on filtering, by somebody who is nobody. Parameters that mean nothing to the page go where they hold the name. */
function redactQuery(query: string, by: Redaction): string {
  const before = [...new URLSearchParams(query)];
  const after = before
    .filter(([name, value]) => KNOWN.has(name) || by.words(`${name} ${value}`) === `${name} ${value}`)
    .map(([name, value]): [string, string] => [name, redactParameter(name, value, by)]);
  return isDeepStrictEqual(after, before) ? query : new URLSearchParams(after).toString();
}

/** The value of a column with the name taken out of where it may stand. */
export function redactPlace(value: unknown, place: Place, by: Redaction): unknown {
  if (typeof place === 'object') return redactJson(value, place, by);
  if (typeof value !== 'string') return value;
  if (place === 'query') return redactQuery(value, by);
  const changes = { words: by.words, html: by.html, accounts: by.account };
  return changes[place](value);
}
