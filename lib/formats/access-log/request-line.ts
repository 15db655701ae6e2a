import type { LogProblem } from './entry';

export interface Request {
  method: string;
  path: string;
}

const METHOD = /^[!#$%&'*+.^_`|~0-9a-z-]{1,32}$/i;
const PROTOCOL = /^HTTP\/\d/i;

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

/** A request whose method and target stand apart. */
export function readTarget(method: string, target: string): Request | LogProblem {
  const path = METHOD.test(method) ? pathOf(target, method.toUpperCase()) : null;
  return path === null ? 'invalid_request' : { method: method.toUpperCase(), path };
}

/** `GET /path HTTP/1.1`, or `GET /path` of HTTP/0.9; a path may hold spaces. */
export function readRequest(line: string): Request | LogProblem {
  const request = line.trim();
  if (request === '' || /^-(?: |$)/.test(request)) return 'no_request';
  const first = request.indexOf(' ');
  if (first < 0) return 'invalid_request';
  const last = request.lastIndexOf(' ');
  const hasProtocol = last > first && PROTOCOL.test(request.slice(last + 1));
  const target = (hasProtocol ? request.slice(first, last) : request.slice(first)).trim();
  return readTarget(request.slice(0, first), target);
}
