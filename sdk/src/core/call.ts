import type { LoginOutcome } from '../wire';

/** One call as captured in memory. Raw values (path, account) never leave the process in this form. */
export interface Call {
  /** Epoch milliseconds of the start. */
  startedAtMs: number;
  /** Microseconds by the monotonic clock. */
  durationUs: number;
  method: string;
  /** Route template; undefined when no route matched or the framework has none. */
  route: string | undefined;
  status: number;
  /** The request target as it came; redacted when the batch is encoded, so that the request itself does not pay. */
  path: string;
  /** -1 when unknown. */
  requestBytes: number;
  /** -1 when unknown. */
  responseBytes: number;
  caller: string | undefined;
  consumer: string | undefined;
  userAgent: string | undefined;
  /** The plain account of a login attempt; leaves the process only as accountHash. */
  account: string | undefined;
  trace: string | undefined;
  error: string | undefined;
  /** One of LOGIN. */
  login: number;
  /** Bits of MARK. */
  marks: number;
  /** One of CONTENT_TYPE. */
  contentType: number;
  /** Seconds; -1 for none. */
  retryAfter: number;
}

/** What the host says about a login attempt, a one-time code or a password reset. */
export interface Attempt {
  account?: string | undefined;
  outcome?: LoginOutcome | undefined;
}

/** Object header, 19 fields and the slots that hold the record in the queue, measured on Node 20 and rounded up. */
const RECORD_BYTES = 288;

/** Bytes that a call is taken to hold in memory: two for each character, since V8 may store either width. */
export const sizeOf = ({ path, userAgent = '', consumer = '', account = '' }: Call): number =>
  RECORD_BYTES + 2 * (path.length + userAgent.length + consumer.length + account.length);
