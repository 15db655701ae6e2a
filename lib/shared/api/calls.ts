import type { CallMark, LoginOutcome } from '../call';

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
  requestBytes: number;
  responseBytes: number;
  accountHash: string | null;
  loginOutcome: LoginOutcome | null;
  marks: CallMark[];
  traceId: string | null;
}

export interface CallsAnswer {
  calls: CallItem[];
  nextCursor: string | null;
  /** Set when the time budget ended the search: nothing older than this was looked at. */
  searchedBackTo: string | null;
}
