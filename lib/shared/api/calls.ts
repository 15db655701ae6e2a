import type { CallMark, ContentType, LoginOutcome } from '../call';

/** One call as lists and drawers show it. Times are ISO 8601 UTC. */
export interface CallItem {
  id: string;
  environment: string;
  startedAt: string | null;
  finishedAt: string;
  method: string;
  route: string;
  endpointId: number;
  path: string;
  status: number;
  durationMs: number | null;
  caller: string | null;
  consumer: string | null;
  userAgent: string | null;
  /** Class of the request's Content-Type; null without one, or where the sender does not tell. */
  contentType: Exclude<ContentType, 'none'> | null;
  requestBytes: number;
  responseBytes: number;
  accountHash: string | null;
  loginOutcome: LoginOutcome | null;
  marks: CallMark[];
  traceId: string | null;
  /** Name of the error that the API answered with, where it said one. */
  errorClass: string | null;
}

/** The columns of a CallItem, in the order that files list them. */
export const CALL_COLUMNS = [
  'finishedAt',
  'startedAt',
  'environment',
  'method',
  'route',
  'path',
  'status',
  'durationMs',
  'caller',
  'consumer',
  'userAgent',
  'contentType',
  'requestBytes',
  'responseBytes',
  'accountHash',
  'loginOutcome',
  'marks',
  'errorClass',
  'traceId',
  'endpointId',
  'id',
] as const satisfies readonly (keyof CallItem)[];

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface CallsAnswer {
  calls: CallItem[];
  nextCursor: string | null;
  /** Set when the time budget ended the search: nothing older than this was looked at. */
  searchedBackTo: string | null;
}

/** Calls of a step; all null where nobody looked any more. */
export interface CallHistogramPoint {
  /** Start of the step. */
  at: string;
  calls: number | null;
  /** Answers with 4xx. */
  clientErrors: number | null;
  /** Answers with 5xx. */
  serverErrors: number | null;
}

export interface CallHistogramAnswer {
  from: string;
  to: string;
  stepSeconds: number;
  points: CallHistogramPoint[];
  /** Calls in all points; at least so many when `searchedBackTo` is set. */
  total: number;
  /** What was counted: sums that are kept, or the calls themselves. */
  source: 'rollups' | 'calls';
  /** Set when the time budget ended the count: nothing older than this was looked at. */
  searchedBackTo: string | null;
}

/** Of the tail: calls that were stored since the last event, the oldest first, and how many there were since it began. */
export interface TailEvent {
  calls: CallItem[];
  shown: number;
  /** Matched, and were not shown: more came than a reader can follow. */
  skipped: number;
}
