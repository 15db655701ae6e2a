import { pathOf } from '../path-of';
import { scrub, secretKind } from './secrets';

const MAX_LENGTH = 512;
/** A segment after one of these is taken for a secret unless it is a plain word. */
const SENSITIVE = /token|passw|secret|key|reset|verif|confirm|invit|magic|session|auth|otp|code/i;
/** Most segments; saves the other tests. */
const PLAIN = /^(?:[a-z]{0,15}|\d{1,8})$/;
/** Nearly every path, unless one of its segments is sensitive; saves to take it apart. */
const HARMLESS = /^(?:\/(?:[a-z]{0,15}|v?\d{1,8}))*$/;
const PARAMETERS = /[;?&][^=/]*=/;

/** Decodes until nothing changes. Throws when a value cannot be decoded or is encoded more than three times. */
function decode(text: string): string {
  for (let round = 0; text.includes('%'); round += 1) {
    text = decodeURIComponent(round < 3 ? text : '%');
  }
  return text;
}

/** What stands for a segment; undefined when it may be sent as it is. */
function placeholder(segment: string, previous: string): string | undefined {
  try {
    const value = decode(segment);
    if (SENSITIVE.test(previous) && !/^[a-z-]{0,20}$/.test(value)) return 'token';
    if (PLAIN.test(value)) return undefined;
    if (PARAMETERS.test(value)) return 'parameters';
    return secretKind(value) ?? (scrub(value, MAX_LENGTH) === value ? undefined : 'token');
  } catch {
    return 'invalid';
  }
}

function redactSegment(segment: string, previous = ''): string {
  const kind = placeholder(segment, previous);
  return kind ? `{${kind}}` : segment;
}

/** `name=value` of the listed query parameters; the others are left out, names included. */
function redactQuery(query: string, allowed: ReadonlySet<string>): string {
  const kept: string[] = [];
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = pair.split('=');
    if (allowed.has(name)) kept.push(`${name}=${redactSegment(value)}`);
  }
  const text = kept.join('&');
  return text === '' || text.length > MAX_LENGTH ? '' : `?${text}`;
}

/**
 * A request target that may be sent: segments that look like secrets or cannot be decoded become placeholders, query
 * parameters that are not listed disappear, what is longer than 512 characters is cut at a segment.
 */
export function redactUrl(url: string, allowedQuery?: ReadonlySet<string>): string {
  const path = pathOf(url);
  const query = allowedQuery?.size ? redactQuery(url.slice(path.length + 1), allowedQuery) : '';
  if (path.length < MAX_LENGTH && HARMLESS.test(path) && !SENSITIVE.test(path)) return path + query;
  const parts: string[] = [];
  let previous = '';
  let length = 0;
  for (const segment of path.split('/')) {
    length += segment.length + 1;
    parts.push(length > MAX_LENGTH ? '{cut}' : redactSegment(segment, previous));
    if (length > MAX_LENGTH) break;
    previous = segment;
  }
  return parts.join('/') + query;
}
