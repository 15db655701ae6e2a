/** A request as a line of an access log tells it. */
export interface AccessLogEntry {
  /** Address or name of the client, as it stands in the line; of a list of proxies the last, which the server itself saw. */
  host: string;
  /** Who signed in; null for nobody. */
  user: string | null;
  /** When it finished, in epoch milliseconds. */
  atMs: number;
  /** Null when the line does not say. */
  durationMs: number | null;
  /** Upper case; any token, not only what HTTP defines. */
  method: string;
  /** Begins with a slash; with its query. */
  path: string;
  /** 100 to 599. */
  status: number;
  /** Null when the line does not say. */
  requestBytes: number | null;
  /** Null when the line does not say. */
  responseBytes: number | null;
  userAgent: string | null;
  /** 32 hexadecimal digits. */
  traceId: string | null;
}

/** What lines may be in, by the names that the command line takes. */
export const LOG_FORMATS = {
  combined: 'combined or common',
  traefik: 'Traefik, text',
  alb: 'AWS Application Load Balancer',
  'nginx-json': 'nginx JSON',
  'caddy-json': 'Caddy JSON',
  'traefik-json': 'Traefik JSON',
} as const;
export type LogFormat = keyof typeof LOG_FORMATS;

/** Why a line cannot be used, by code. */
export const LOG_PROBLEMS = {
  not_a_log_line: 'the line is in no known access log format, or not in the one asked for',
  invalid_json: 'the line begins as JSON and does not end as such: it is cut off or damaged',
  invalid_time: 'the time is missing, or none such as 17/May/2015:10:05:03 +0000 or 2015-05-17T10:05:03Z',
  no_request: 'the line names no request: the client sent none',
  invalid_request: 'the request line has no method and path: what the client sent was no HTTP',
  invalid_status: 'the status is not 100 to 599: no answer was sent, or the line does not say which',
} as const;
export type LogProblem = keyof typeof LOG_PROBLEMS;

export type EntryOrProblem = AccessLogEntry | LogProblem;
