import { createHmac } from 'node:crypto';
import type { WireBatch, WireColumns, WireDictionary } from '../../wire';
import type { Call } from '../call';
import { pathOf } from '../path-of';
import { redactUrl } from '../redact/path';
import { scrub } from '../redact/secrets';

/** Everything of a batch but its calls. */
export type BatchHead = Pick<WireBatch, 'batchId' | 'sdk' | 'instance'> & {
  [name in 'version' | 'dropped' | 'routes']: WireBatch[name] | undefined;
};

export interface Redaction {
  allowedQuery: ReadonlySet<string>;
  /** Without it accounts are left out. */
  accountKey?: Buffer | undefined;
}

/** Columns of numbers, and the value that stands for none: a column without another value is left out. */
const NUMBERS = [
  ['startedAtMs', NaN],
  ['status', NaN],
  ['durationUs', NaN],
  ['requestBytes', -1],
  ['responseBytes', -1],
  ['login', 0],
  ['marks', 0],
  ['contentType', 0],
  ['retryAfter', -1],
] as const;
/** Columns that point into the dictionary of their name and `s`. */
const TEXTS = ['method', 'route', 'path', 'caller', 'consumer', 'userAgent', 'account', 'trace', 'error'] as const;

/** `accountHash` as wire.ts defines it, 32 hexadecimal digits. */
export function hashAccount(accountKey: Buffer, account: string): string {
  const normal = account.trim().normalize('NFKC').toLowerCase();
  return createHmac('sha256', accountKey).update(normal).digest('hex').slice(0, 32);
}

/** Everything textual that leaves the process passes through here, once for each value of a batch. */
function write(name: (typeof TEXTS)[number], text: string, { allowedQuery, accountKey }: Redaction): string {
  if (name === 'path') return redactUrl(text, allowedQuery);
  if (name === 'userAgent') return scrub(text, 256);
  if (name === 'account') return accountKey ? hashAccount(accountKey, text) : '';
  return text.slice(0, name === 'consumer' ? 128 : 512);
}

/** The path goes along only when the route does not say it already, the account only when it can be hashed. */
function read(name: (typeof TEXTS)[number], call: Call, { allowedQuery, accountKey }: Redaction): string | undefined {
  if (name === 'account' && !accountKey) return undefined;
  const text = call[name];
  if (name !== 'path' || !text || (allowedQuery.size > 0 && text.includes('?'))) return text;
  const path = pathOf(text);
  return path === call.route ? undefined : path;
}

/** Calls → the columnar batch of wire.ts. Columns and dictionaries without a value are left out. */
export function encodeBatch(calls: readonly Call[], head: BatchHead, redaction: Redaction) {
  const dict: WireDictionary = { methods: [], routes: [] };
  const columns: WireColumns = { startedAtMs: [], method: [], route: [], status: [], durationUs: [] };
  for (const [name, none] of NUMBERS) {
    const column = calls.map((call) => call[name]);
    if (column.some((value) => value !== none)) columns[name] = column;
  }
  for (const name of TEXTS) {
    const indexes = new Map<string | undefined, number>([[undefined, -1]]);
    const values: string[] = [];
    let last: string | undefined;
    let index = -1;
    const column = calls.map((call) => {
      const text = read(name, call, redaction);
      if (text === last) return index;
      last = text;
      index = indexes.get(text) ?? values.push(write(name, text ?? '', redaction)) - 1;
      indexes.set(text, index);
      return index;
    });
    if (!columns[name] && values.length === 0) continue;
    columns[name] = column;
    dict[`${name}s`] = values;
  }
  return { v: 1, ...head, dict, calls: columns };
}
