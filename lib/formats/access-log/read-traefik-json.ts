import type { EntryOrProblem } from './entry';
import { firstOf, type Fields } from './json-line';
import { readTime } from './log-time';
import { readTarget } from './request-line';
import { bytesOf, durationMsOf, isStatus, lastOf, numberOf, textOf, traceIdOf, withoutPort } from './values';

const NANOSECOND_MS = 1e-6;

export const isTraefikLog = (fields: Fields): boolean =>
  ['RequestMethod', 'RequestPath', 'DownstreamStatus'].some((name) => name in fields);

/** Begin and duration; without one of them the time at which the line was written. */
function finishedAtMs(fields: Fields, durationMs: number | null): number | null {
  const startedAtMs = readTime(firstOf(fields, ['StartUTC', 'StartLocal']));
  if (startedAtMs !== null && durationMs !== null) return startedAtMs + durationMs;
  return readTime(fields['time']) ?? startedAtMs;
}

/** Reads the fields of a line of Traefik's access log. */
export function readTraefikJson(fields: Fields): EntryOrProblem {
  const durationMs = durationMsOf(fields['Duration'], NANOSECOND_MS);
  const atMs = finishedAtMs(fields, durationMs);
  if (atMs === null) return 'invalid_time';
  const [method, path] = [textOf(fields['RequestMethod']), textOf(fields['RequestPath'])];
  if (method === null || path === null) return 'no_request';
  const target = readTarget(method, path);
  if (typeof target === 'string') return target;
  const status = numberOf(firstOf(fields, ['DownstreamStatus', 'OriginStatus']));
  if (!isStatus(status)) return 'invalid_status';
  const host = textOf(fields['ClientHost']);
  return {
    host: host === null ? withoutPort(textOf(fields['ClientAddr']) ?? '') : lastOf(host),
    user: textOf(fields['ClientUsername']),
    atMs,
    durationMs,
    ...target,
    status,
    requestBytes: bytesOf(fields['RequestContentSize']),
    responseBytes: bytesOf(firstOf(fields, ['DownstreamContentSize', 'OriginContentSize'])),
    userAgent: textOf(fields['request_User-Agent']),
    traceId: traceIdOf(textOf(fields['TraceId'])),
  };
}
