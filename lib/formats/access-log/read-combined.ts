import { canonicalAddress } from '../../shared';
import { readTail } from './combined-tail';
import type { EntryOrProblem } from './entry';
import { closingQuote, unescapeLogText } from './log-text';
import { readLogTime } from './log-time';
import { readRequest } from './request-line';
import { bytesOf, isStatus, lastOf, textOf } from './values';

const ANSWER = /^ (\d{3}|-) (\d{1,15}|-)(?= |$)/;
/** Where a request ends whose quotes the server did not escape. */
const UNESCAPED_END = /" (?:\d{3}|-) (?:\d{1,15}|-)(?: |$)/;
/** Spaces behind the commas of a list of proxies. */
const LIST_SPACE = /, +/g;

/** Where the request that begins at `from` ends, and the numbers behind it; null when no numbers follow. */
function answerOf(line: string, from: number): { close: number; answer: RegExpExecArray } | null {
  const close = closingQuote(line, from);
  const answer = close < 0 ? null : ANSWER.exec(line.slice(close + 1));
  if (answer) return { close, answer };
  const end = UNESCAPED_END.exec(line.slice(from));
  const later = end && ANSWER.exec(line.slice(from + end.index + 1));
  return later ? { close: from + end.index, answer: later } : null;
}

/** Is the first of four words the host that was asked, with or without its port, and the second the client? */
function beginsWithVhost(words: readonly string[]): boolean {
  const [first = '', second = ''] = words;
  if (words.length < 4 || canonicalAddress(first) !== null) return false;
  return /:\d{1,5}$/.test(first) || canonicalAddress(lastOf(second)) !== null;
}

/** `[vhost] host ident user`; a user may hold spaces. */
function readWho(text: string): { host: string; user: string | null } | null {
  const all = text.replace(LIST_SPACE, ',').split(' ');
  const [hosts = '', ident, ...user] = beginsWithVhost(all) ? all.slice(1) : all;
  if (hosts === '' || ident === undefined || user.length === 0) return null;
  const name = textOf(user.join(' '));
  return { host: lastOf(hosts), user: name === null || name === '""' ? null : unescapeLogText(name) };
}

interface Shape {
  who: { host: string; user: string | null };
  time: string;
  request: string;
  answer: RegExpExecArray;
  /** What follows the numbers. */
  rest: string;
}

/** Takes the line apart: `[vhost] host ident user [time] "request" status bytes`. */
function shapeOf(line: string): Shape | null {
  const open = line.indexOf(' [');
  const shut = open < 0 ? -1 : line.indexOf('] "', open);
  const who = shut < 0 ? null : readWho(line.slice(0, open));
  const from = shut + 3;
  const found = who && answerOf(line, from);
  if (!found) return null;
  const { close, answer } = found;
  const rest = line.slice(close + 1 + answer[0].length);
  return { who, time: line.slice(open + 2, shut), request: line.slice(from, close), answer, rest };
}

/**
 * Reads a line of the combined or common format, as Apache, nginx and Traefik write it: a virtual host may stand before it,
 * `$request_time` behind it. Escapes are undone, and bytes that are no UTF-8 are U+FFFD. Takes time in proportion to the line.
 */
export function readCombined(line: string): { traefik: boolean; read: EntryOrProblem } {
  const shape = shapeOf(line);
  if (!shape) return { traefik: false, read: 'not_a_log_line' };
  const { traefik, ...tail } = readTail(shape.rest);
  const at = readLogTime(shape.time);
  if (at === null) return { traefik, read: 'invalid_time' };
  const request = readRequest(unescapeLogText(shape.request));
  if (typeof request === 'string') return { traefik, read: request };
  const status = Number(shape.answer[1]);
  if (!isStatus(status)) return { traefik, read: 'invalid_status' };
  const atMs = traefik ? at + (tail.durationMs ?? 0) : at;
  const responseBytes = bytesOf(shape.answer[2]);
  const read = { ...shape.who, atMs, ...request, status, requestBytes: null, responseBytes, ...tail, traceId: null };
  return { traefik, read };
}
