import { METHODS } from 'node:http';
import { parseAccessLogLine, type AccessLogEntry, type LogFormat, type LogProblem } from '../../lib/formats';
import { canonicalAddress } from '../../lib/shared';
import type { Line } from './read-lines';

export type LineProblem = LogProblem | 'line_too_long';

/** A call as `POST /api/v1/calls` takes it. */
export interface ImportRow {
  finishedAt: number;
  method: string;
  path: string;
  status: number;
  ip?: string;
  consumer?: string;
  durationMs?: number;
  traceId?: string;
  userAgent?: string;
  requestBytes?: number;
  responseBytes?: number;
  environment?: string;
}

const REGISTERED = new Set(METHODS);
const PATH_LENGTH = 2_048;
const USER_AGENT_LENGTH = 512;
const CONSUMER_LENGTH = 256;

const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

/** What servers answer before they check a password, or because of it. */
const UNCHECKED = new Set([400, 401, 403, 429, 503]);

/** Who signed in. nginx logs whatever name a caller sends, so there are none unless the user knows them to be checked. */
function consumerOf({ user, status }: AccessLogEntry, users: boolean): string | null {
  return !users || user === null || UNCHECKED.has(status) || user.length > CONSUMER_LENGTH ? null : user;
}

/** The query stays behind: its values may be secrets, and the server would drop it. */
function rowOf(entry: AccessLogEntry, { environment, users }: Reading): ImportRow {
  const { atMs, durationMs, method, path, status, requestBytes, responseBytes, traceId } = entry;
  const ip = canonicalAddress(entry.host);
  const consumer = consumerOf(entry, users);
  return {
    finishedAt: atMs,
    method: REGISTERED.has(method) ? method : 'OTHER',
    path: cut(path.replace(/[?#].*$/s, ''), PATH_LENGTH),
    status,
    ...(ip !== null && { ip }),
    ...(consumer !== null && { consumer }),
    ...(entry.userAgent !== null && { userAgent: cut(entry.userAgent, USER_AGENT_LENGTH) }),
    ...(durationMs !== null && { durationMs }),
    ...(traceId !== null && { traceId }),
    ...(requestBytes !== null && { requestBytes }),
    ...(responseBytes !== null && { responseBytes }),
    ...(environment !== null && { environment }),
  };
}

export interface Reading {
  /** Slug of the environment to name in the rows; null for the key's own. */
  environment: string | null;
  /** Undefined: by the shape of each line. */
  format: LogFormat | undefined;
  /** Are users consumers? */
  users: boolean;
}

export type RowOrProblem = { row: ImportRow; format: LogFormat } | { problem: LineProblem };

/** The row of a line, or why there is none. */
export function toRow(line: Line, reading: Reading): RowOrProblem {
  if (line.tooLong) return { problem: 'line_too_long' };
  const parsed = parseAccessLogLine(line.bytes.toString('utf8'), reading.format);
  return 'problem' in parsed ? parsed : { row: rowOf(parsed.entry, reading), format: parsed.format };
}
