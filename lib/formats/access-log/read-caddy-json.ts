import type { EntryOrProblem } from './entry';
import { fieldsIn, firstOf, type Fields } from './json-line';
import { readTime } from './log-time';
import { readTarget } from './request-line';
import { bytesOf, durationMsOf, isStatus, numberOf, textOf, traceIdOf, withoutPort } from './values';

const ACCESS_LOGGER = /^http\.log\.access(?:\.|$)/;
/** `1m2.5s`, as `duration_format string` writes it. */
const GO_DURATION = /^(?:\d{1,9}(?:\.\d{1,9})?(?:ns|[uµμ]s|ms|s|m|h)){1,6}$/;
const GO_PART = /([\d.]+)(ns|[uµμ]s|ms|s|m|h)/g;
const UNIT_MS: Readonly<Record<string, number>> = { ns: 1e-6, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

export const isCaddyLog = (fields: Fields): boolean =>
  typeof fields['request'] === 'object' && fields['request'] !== null;

/** Seconds, or a text with units. */
function readDurationMs(value: unknown): number | null {
  if (typeof value !== 'string' || !GO_DURATION.test(value)) return durationMsOf(value, 1_000);
  let total = 0;
  for (const [, number, unit = ''] of value.matchAll(GO_PART)) total += Number(number) * (UNIT_MS[unit] ?? 1e-3);
  return total;
}

/** The first value of a header, whatever the case of its name. */
function headerOf(headers: Fields, name: string): string | null {
  const key = Object.keys(headers).find((header) => header.toLowerCase() === name);
  const value = key === undefined ? null : headers[key];
  return textOf(Array.isArray(value) ? value[0] : value);
}

/**
 * Reads the fields of a line of Caddy's access log. Other loggers tell of the same requests once more, so their lines are
 * none. `client_ip` is the client behind the proxies that Caddy trusts.
 */
export function readCaddyJson(fields: Fields): EntryOrProblem {
  const { logger, ts, status: answered } = fields;
  if (typeof logger === 'string' && !ACCESS_LOGGER.test(logger)) return 'not_a_log_line';
  const request = fieldsIn(fields['request']);
  const atMs = readTime(ts);
  if (atMs === null) return 'invalid_time';
  const [method, uri] = [textOf(request['method']), textOf(request['uri'])];
  if (method === null || uri === null) return 'no_request';
  const target = readTarget(method, uri);
  if (typeof target === 'string') return target;
  const status = numberOf(answered);
  if (!isStatus(status)) return 'invalid_status';
  const address = textOf(firstOf(request, ['client_ip', 'remote_ip']));
  return {
    host: address ?? withoutPort(textOf(request['remote_addr']) ?? ''),
    user: textOf(fields['user_id']),
    atMs,
    durationMs: readDurationMs(fields['duration']),
    ...target,
    status,
    requestBytes: bytesOf(fields['bytes_read']),
    responseBytes: bytesOf(fields['size']),
    userAgent: headerOf(fieldsIn(request['headers']), 'user-agent'),
    traceId: traceIdOf(textOf(firstOf(fields, ['traceID', 'trace_id']))),
  };
}
