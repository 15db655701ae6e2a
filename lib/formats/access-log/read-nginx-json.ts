import type { EntryOrProblem, LogProblem } from './entry';
import { firstOf, type Fields } from './json-line';
import { readTime } from './log-time';
import { readRequest, readTarget, type Request } from './request-line';
import { bytesOf, durationMsOf, isStatus, lastOf, numberOf, textOf, traceIdOf } from './values';

/** Variables of nginx, and what people call them. `http_x_forwarded_for` is none: whoever calls writes it. */
const NAMES = {
  time: ['time_iso8601', 'msec', 'time_local', '@timestamp', 'timestamp', 'time', 'ts'],
  request: ['request'],
  method: ['request_method', 'method'],
  target: ['request_uri', 'uri', 'path', 'url'],
  status: ['status', 'status_code'],
  duration: ['request_time'],
  received: ['request_length'],
  sent: ['body_bytes_sent', 'bytes_sent', 'bytes', 'size'],
  host: ['remote_addr', 'remote_ip', 'client_ip', 'clientip', 'client'],
  user: ['remote_user', 'user'],
  agent: ['http_user_agent', 'user_agent', 'agent'],
  trace: ['otel_trace_id', 'trace_id', 'http_traceparent'],
} as const;

/** Does an object without a format of its own look like an access log? */
export const isFlatLog = (fields: Fields): boolean =>
  firstOf(fields, NAMES.status) !== undefined &&
  [...NAMES.request, ...NAMES.method, ...NAMES.target].some((name) => name in fields);

function requestOf(fields: Fields): Request | LogProblem {
  const [method, target] = [textOf(firstOf(fields, NAMES.method)), textOf(firstOf(fields, NAMES.target))];
  if (method !== null && target !== null) return readTarget(method, target);
  return readRequest(textOf(firstOf(fields, NAMES.request)) ?? '');
}

/** Reads the fields of a line of JSON as nginx writes them. */
export function readNginxJson(fields: Fields): EntryOrProblem {
  const atMs = readTime(firstOf(fields, NAMES.time));
  if (atMs === null) return 'invalid_time';
  const request = requestOf(fields);
  if (typeof request === 'string') return request;
  const status = numberOf(firstOf(fields, NAMES.status));
  if (!isStatus(status)) return 'invalid_status';
  return {
    host: lastOf(textOf(firstOf(fields, NAMES.host)) ?? ''),
    user: textOf(firstOf(fields, NAMES.user)),
    atMs,
    durationMs: durationMsOf(firstOf(fields, NAMES.duration), 1_000),
    ...request,
    status,
    requestBytes: bytesOf(firstOf(fields, NAMES.received)),
    responseBytes: bytesOf(firstOf(fields, NAMES.sent)),
    userAgent: textOf(firstOf(fields, NAMES.agent)),
    traceId: traceIdOf(textOf(firstOf(fields, NAMES.trace))),
  };
}
