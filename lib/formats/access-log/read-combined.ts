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
/** Longer than any time in brackets. */
const TIME_LENGTH = 48;

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

/** The words of a text; a list of proxies with spaces behind its commas, which stands first or second, is one. */
function wordsOf(text: string): string[] {
  const words = text.split(' ');
  const from = words[0]?.endsWith(',') ? 0 : 1;
  let to = from;
  while (words[to]?.endsWith(',') || (to > from && words[to] === '')) to += 1;
  return [...words.slice(0, from), words.slice(from, to + 1).join(''), ...words.slice(to + 1)];
}

/** `[vhost] host ident user`; a user may hold spaces. */
function readWho(text: string): { host: string; user: string | null } | null {
  const all = wordsOf(text);
  const [hosts = '', ident, ...user] = beginsWithVhost(all) ? all.slice(1) : all;
  if (hosts === '' || ident === undefined || user.length === 0) return null;
  const name = textOf(user.join(' '));
  return { host: lastOf(hosts), user: name === null || name === '""' ? null : unescapeLogText(name) };
}

interface Shape {
  who: { host: string; user: string | null };
  /** Epoch milliseconds; null for what is no time. */
  atMs: number | null;
  request: string;
  answer: RegExpExecArray;
  /** What follows the numbers. */
  rest: string;
}

/** Where ` [time] "` begins and ends. A user may hold brackets and whole times, but no quote that is not escaped. */
function timeOf(line: string): { open: number; shut: number; atMs: number | null } | null {
  for (let shut = line.indexOf('] "'); shut >= 0; shut = line.indexOf('] "', shut + 1)) {
    const from = Math.max(0, shut - TIME_LENGTH);
    const within = line.slice(from, shut);
    const open = within.lastIndexOf(' [');
    const atMs = open < 0 ? null : readLogTime(within.slice(open + 2));
    if (atMs !== null) return { open: from + open, shut, atMs };
  }
  const open = line.indexOf(' [');
  const shut = open < 0 ? -1 : line.indexOf('] "', open);
  return shut < 0 ? null : { open, shut, atMs: null };
}

/** Takes the line apart: `[vhost] host ident user [time] "request" status bytes`. */
function shapeOf(line: string): Shape | null {
  const time = timeOf(line);
  const who = time && readWho(line.slice(0, time.open));
  const from = time ? time.shut + 3 : 0;
  const found = who && answerOf(line, from);
  if (!time || !found) return null;
  const { close, answer } = found;
  const rest = line.slice(close + 1 + answer[0].length);
  return { who, atMs: time.atMs, request: line.slice(from, close), answer, rest };
}

/**
 * Reads a line of the combined or common format, as Apache, nginx and Traefik write it: a virtual host may stand before it,
 * `$request_time` behind it. Escapes are undone, and bytes that are no UTF-8 are U+FFFD. Takes time in proportion to the line.
 */
export function readCombined(line: string): { traefik: boolean; read: EntryOrProblem } {
  const shape = shapeOf(line);
  if (!shape) return { traefik: false, read: 'not_a_log_line' };
  const { traefik, ...tail } = readTail(shape.rest);
  const { who, atMs: at } = shape;
  if (at === null) return { traefik, read: 'invalid_time' };
  const request = readRequest(unescapeLogText(shape.request));
  if (typeof request === 'string') return { traefik, read: request };
  const status = Number(shape.answer[1]);
  if (!isStatus(status)) return { traefik, read: 'invalid_status' };
  const atMs = traefik ? at + (tail.durationMs ?? 0) : at;
  const responseBytes = bytesOf(shape.answer[2]);
  const read = { ...who, atMs, ...request, status, requestBytes: null, responseBytes, ...tail, traceId: null };
  return { traefik, read };
}
