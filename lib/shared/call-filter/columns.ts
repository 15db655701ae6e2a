import type { CallMark, LoginOutcome } from '../call';

/** Everything that calls are filtered by, as parameters of a URL are called; the environment comes beside them. */
export const CALL_FILTER_COLUMNS = [
  'status',
  'method',
  'endpoint',
  'route',
  'path',
  'durationMs',
  'requestBytes',
  'responseBytes',
  'consumer',
  'caller',
  'userAgent',
  'contentType',
  'accountHash',
  'loginOutcome',
  'traceId',
  'marks',
  'errorClass',
] as const;
export type CallFilterColumn = (typeof CALL_FILTER_COLUMNS)[number];

/** Filters as a URL says them: several values of a column mean one of them. */
export type CallFilterQuery = Partial<Record<CallFilterColumn, string | readonly string[] | undefined>>;

/** Whole numbers from `low` to `high`, both included; null = without an end. */
export interface Span {
  low: number;
  high: number | null;
}

/** Text cut at its wildcards: `['/users/', '']` is `/users/*`, one part alone means that text. */
export type Pattern = readonly string[];

/** What a value of each column is read into; durations in microseconds, methods as index into METHODS, content types into CONTENT_TYPES, callers as CIDR or address. */
export interface CallTests {
  status: Span;
  method: number;
  endpoint: number;
  route: Pattern;
  path: Pattern;
  durationMs: Span;
  requestBytes: Span;
  responseBytes: Span;
  consumer: string;
  caller: string;
  userAgent: string;
  contentType: number;
  accountHash: string;
  loginOutcome: LoginOutcome;
  traceId: string;
  marks: CallMark;
  errorClass: Pattern;
}

/** What a column is compared with: one of `any` must hold, where there are any, and none of `none`. Null = the call has nothing there. */
export interface Terms<T> {
  any: (T | null)[];
  none: (T | null)[];
}

export type CallFilterTerms = { [C in CallFilterColumn]?: Terms<CallTests[C]> };
