import { closingQuote, unescapeLogText } from './log-text';
import { readLogTime } from './log-time';

/** A request as a line of the combined or common log format tells it. */
export interface AccessLogEntry {
  /** Address or name of the client, as it stands in the line. */
  host: string;
  /** Who signed in by HTTP authentication; null for nobody. */
  user: string | null;
  /** Epoch milliseconds. */
  atMs: number;
  /** Upper case; any token, not only what HTTP defines. */
  method: string;
  /** Begins with a slash; with its query. */
  path: string;
  /** 100 to 599. */
  status: number;
  /** Bytes of the answer's body; null for `-`. */
  responseBytes: number | null;
  referer: string | null;
  userAgent: string | null;
}

/** Why a line cannot be used, by code. */
export const LOG_PROBLEMS = {
  not_a_log_line: 'the line is in neither the combined nor the common log format',
  invalid_time: 'the time is none such as 17/May/2015:10:05:03 +0000',
  no_request: 'the line names no request: the client sent none',
  invalid_request: 'the request line has no method and path: what the client sent was no HTTP',
  invalid_status: 'the status is not 100 to 599: no answer was sent',
} as const;
export type LogProblem = keyof typeof LOG_PROBLEMS;

export type ParsedLogLine = { entry: AccessLogEntry } | { problem: LogProblem };

const METHOD = /^[!#$%&'*+.^_`|~0-9a-z-]{1,32}$/i;
const PROTOCOL = /^HTTP\/\d/i;
const ANSWER = /^ (\d{3}|-) (\d{1,15}|-)(?= |$)/;
/** Where a request ends whose quotes the server did not escape. */
const UNESCAPED_END = /" (?:\d{3}|-) (?:\d{1,15}|-)(?: |$)/;

const given = (text: string): string | null => (text === '-' || text === '' ? null : text);

/** The path of a request target; null for what is none. Proxies and probes also send whole URLs, authorities and `*`. */
function pathOf(target: string, method: string): string | null {
  if (target.startsWith('/')) return target;
  if (target === '*') return '/*';
  if (method === 'CONNECT') return '/';
  const url = /^[a-z][a-z0-9+.-]{0,31}:\/\/[^/?#]*(.*)$/is.exec(target);
  if (!url) return null;
  const path = url[1] ?? '';
  return path.startsWith('/') ? path : `/${path}`;
}

/** `GET /path HTTP/1.1`, or `GET /path` of HTTP/0.9; a path may hold spaces. */
function readRequest(line: string): { method: string; path: string } | LogProblem {
  const request = line.trim();
  if (request === '' || request === '-') return 'no_request';
  const first = request.indexOf(' ');
  const method = first < 0 ? request : request.slice(0, first);
  if (first < 0 || !METHOD.test(method)) return 'invalid_request';
  const last = request.lastIndexOf(' ');
  const hasProtocol = last > first && PROTOCOL.test(request.slice(last + 1));
  const target = (hasProtocol ? request.slice(first, last) : request.slice(first)).trim();
  const path = pathOf(target, method.toUpperCase());
  return path === null ? 'invalid_request' : { method: method.toUpperCase(), path };
}

/** The quoted field at `from`, if there is one, and where it ends. */
function quotedAt(line: string, from: number): { text: string | null; end: number } {
  if (!line.startsWith(' "', from)) return { text: null, end: from };
  const close = closingQuote(line, from + 2);
  return close < 0
    ? { text: given(line.slice(from + 2)), end: line.length } // cut off: as far as it goes
    : { text: given(line.slice(from + 2, close)), end: close + 1 };
}

/** Where the request that begins at `from` ends, and the numbers behind it; null when no numbers follow. */
function answerOf(line: string, from: number): { close: number; answer: RegExpExecArray } | null {
  const close = closingQuote(line, from);
  const answer = close < 0 ? null : ANSWER.exec(line.slice(close + 1));
  if (answer) return { close, answer };
  const end = UNESCAPED_END.exec(line.slice(from));
  const later = end && ANSWER.exec(line.slice(from + end.index + 1));
  return later ? { close: from + end.index, answer: later } : null;
}

/** `host ident user`; a user may hold spaces. */
function readWho(text: string): { host: string; user: string | null } | null {
  const [host = '', ident, ...user] = text.split(' ');
  if (host === '' || ident === undefined || user.length === 0) return null;
  const name = given(user.join(' '));
  return { host, user: name === '""' ? null : name };
}

interface Shape {
  who: { host: string; user: string | null };
  time: string;
  request: string;
  answer: RegExpExecArray;
  /** Position behind the numbers. */
  rest: number;
}

/** Takes the line apart: `host ident user [time] "request" status bytes`. */
function shapeOf(line: string): Shape | null {
  const open = line.indexOf(' [');
  const shut = open < 0 ? -1 : line.indexOf('] "', open);
  const who = shut < 0 ? null : readWho(line.slice(0, open));
  const from = shut + 3;
  const found = who && answerOf(line, from);
  if (!found) return null;
  const { close, answer } = found;
  const rest = close + 1 + answer[0].length;
  return { who, time: line.slice(open + 2, shut), request: line.slice(from, close), answer, rest };
}

/**
 * Reads a line of Apache's or nginx' combined or common format; fields that a server adds behind them are left aside.
 * Escapes are undone, and bytes that are no UTF-8 are U+FFFD. Never throws; takes time in proportion to the line.
 */
export function parseAccessLogLine(text: string): ParsedLogLine {
  const line = text.replace(/^\uFEFF/, '').trimEnd();
  const shape = shapeOf(line);
  if (!shape) return { problem: 'not_a_log_line' };
  const { who, answer, rest } = shape;
  const atMs = readLogTime(shape.time);
  if (atMs === null) return { problem: 'invalid_time' };
  const request = readRequest(unescapeLogText(shape.request));
  if (typeof request === 'string') return { problem: request };
  const status = Number(answer[1]);
  if (!(status >= 100 && status <= 599)) return { problem: 'invalid_status' };
  const referer = quotedAt(line, rest);
  const userAgent = quotedAt(line, referer.end);
  return {
    entry: {
      host: who.host,
      user: who.user === null ? null : unescapeLogText(who.user),
      atMs,
      ...request,
      status,
      responseBytes: answer[2] === '-' ? null : Number(answer[2]),
      referer: referer.text === null ? null : unescapeLogText(referer.text),
      userAgent: userAgent.text === null ? null : unescapeLogText(userAgent.text),
    },
  };
}
