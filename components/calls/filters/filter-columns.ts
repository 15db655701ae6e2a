import { CALL_MARKS, type CallFilterColumn, CONTENT_TYPES, METHODS } from '../../../lib/shared';
import { contentTypeWords } from '../content-type-words';
import { markWords } from '../mark-words';

export interface FilterWords {
  column: CallFilterColumn;
  /** Begins a chip and what is typed: "Latency". */
  word: string;
  /** What else it may be called when it is typed. */
  also?: readonly string[];
  /** What may be typed. */
  hint: string;
  /** Values to choose from, as they stand in the URL, with their words. */
  choices?: readonly (readonly [value: string, words: string])[];
  /** Said in place of `-`: the call has none. */
  none?: string;
  unit?: string;
}

const STATUS_CHOICES = [
  ['5xx', '5xx, server errors'],
  ['4xx', '4xx, client errors'],
  ['3xx', '3xx, redirects'],
  ['2xx', '2xx, successes'],
  ['429', '429, rate limited'],
] as const;

const MARK_CHOICES = CALL_MARKS.map((mark) => [mark, markWords([mark])] as const);

const TYPE_CHOICES = CONTENT_TYPES.flatMap((type) =>
  type === 'none' ? [] : [[type, contentTypeWords(type)] as const],
);

const LOGIN_CHOICES = [
  ['failure', 'failed'],
  ['success', 'succeeded'],
  ['unknown', 'outcome not known'],
] as const;

/** Words of every column that calls are filtered by, in the order in which they are offered. */
export const FILTER_WORDS: readonly FilterWords[] = [
  { column: 'status', word: 'Status', hint: '404, 4xx, 400-403, >=500', choices: STATUS_CHOICES },
  { column: 'path', word: 'Path', hint: '/v1/users/*' },
  { column: 'endpoint', word: 'Endpoint', hint: 'a route that was called' },
  { column: 'route', word: 'Route', hint: '/users/:id, /users/*' },
  {
    column: 'method',
    word: 'Method',
    hint: 'GET, POST, …',
    choices: METHODS.map((method) => [method, method] as const).toSorted(othersLast),
  },
  { column: 'caller', word: 'Caller', also: ['IP', 'Address'], hint: '203.0.113.7, 203.0.113.0/24', none: 'not known' },
  { column: 'consumer', word: 'Consumer', hint: 'its exact name', none: 'none' },
  {
    column: 'durationMs',
    word: 'Latency',
    also: ['Duration'],
    hint: '>500, 100-250',
    none: 'not measured',
    unit: 'ms',
  },
  { column: 'loginOutcome', word: 'Login', hint: 'failed', choices: LOGIN_CHOICES, none: 'no attempt' },
  { column: 'accountHash', word: 'Account', hint: '32 characters of its hash', none: 'none' },
  { column: 'traceId', word: 'Trace', hint: '32 characters of its id', none: 'none' },
  {
    column: 'userAgent',
    word: 'Client',
    also: ['User agent', 'Agent'],
    hint: 'part of its name, curl',
    none: 'not sent',
  },
  { column: 'errorClass', word: 'Error', hint: 'TypeError, *Timeout*', none: 'none' },
  { column: 'marks', word: 'Marked', hint: 'arrived late', choices: MARK_CHOICES, none: 'nothing' },
  { column: 'contentType', word: 'Type sent', hint: 'JSON', choices: TYPE_CHOICES, none: contentTypeWords('none') },
  { column: 'responseBytes', word: 'Returned', also: ['Size', 'Response'], hint: '>1 MB, 0', unit: 'B' },
  { column: 'requestBytes', word: 'Sent', also: ['Request'], hint: '>1 MB, 0', unit: 'B' },
];

function othersLast([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return Number(a === 'OTHER') - Number(b === 'OTHER');
}

/** Words of one column. Throws for one that has none: the list above has all, a test holds it to that. */
export function wordsOf(column: CallFilterColumn): FilterWords {
  const words = FILTER_WORDS.find((candidate) => candidate.column === column);
  if (!words) throw new Error(`no words for the filter by ${column}`);
  return words;
}
