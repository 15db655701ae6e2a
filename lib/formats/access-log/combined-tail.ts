import { closingQuote, unescapeLogText } from './log-text';
import { durationMsOf } from './values';

/** What stands behind status and bytes. */
export interface Tail {
  userAgent: string | null;
  durationMs: number | null;
  /** Written by Traefik, whose time is that of the beginning. */
  traefik: boolean;
}

/** ` 12 "router@docker" "http://10.0.0.5:8080" 4ms` */
const TRAEFIK = / (?:\d{1,20}|-) "[^"]*" "[^"]*" (\d{1,12})ms$/;
/** `0.004`, `"198.51.100.1"`, `rt=0.004`; what is cut off ends with the line. */
const FIELD = /(?:(\w+)[=:])?(?:"((?:[^"\\]|\\.)*)(?:"|\\?$)|([^\s"]+))/gs;
const REQUEST_TIME = /^\d{1,6}\.\d{3}$/; // nginx always writes three digits; no other field of it does
const REQUEST_TIME_KEY = /^(?:rt|request_?time)$/i;

const given = (text: string): string | null => (text === '-' || text === '' ? null : unescapeLogText(text));

/** The quoted field at `from`, if there is one, and where it ends. */
function quotedAt(line: string, from: number): { text: string | null; end: number } {
  if (!line.startsWith(' "', from)) return { text: null, end: from };
  const close = closingQuote(line, from + 2);
  return close < 0
    ? { text: given(line.slice(from + 2)), end: line.length } // cut off: as far as it goes
    : { text: given(line.slice(from + 2, close)), end: close + 1 };
}

/**
 * The first field that is `$request_time`: by its name, else by its shape. One in quotes is none: clients write what is in
 * those. Whatever follows, such as times of upstreams, is not looked at.
 */
function requestTimeMs(fields: string): number | null {
  for (const [, key, quoted, bare] of fields.matchAll(FIELD)) {
    const text = key === undefined ? bare : (bare ?? quoted);
    const named = key === undefined || REQUEST_TIME_KEY.test(key);
    if (named && text !== undefined && REQUEST_TIME.test(text)) return durationMsOf(text, 1_000);
  }
  return null;
}

/** Traefik escapes nothing: its user agent reaches to the last quote before its own fields. */
function agentUpTo(rest: string): string | null {
  const referer = quotedAt(rest, 0);
  const agent = rest.slice(referer.end);
  return agent.startsWith(' "') && agent.endsWith('"') && agent.length > 2 ? given(agent.slice(2, -1)) : null;
}

/** Reads what stands behind status and bytes of a line: referer, user agent and what a server adds. */
export function readTail(rest: string): Tail {
  const traefik = rest.endsWith('ms') ? TRAEFIK.exec(rest) : null;
  if (traefik) {
    const userAgent = agentUpTo(rest.slice(0, traefik.index));
    return { userAgent, durationMs: Number(traefik[1]), traefik: true };
  }
  const referer = quotedAt(rest, 0);
  const userAgent = quotedAt(rest, referer.end);
  return { userAgent: userAgent.text, durationMs: requestTimeMs(rest.slice(userAgent.end)), traefik: false };
}
