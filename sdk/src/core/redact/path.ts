import { scrub, secretKind } from './secrets';

const MAX_LENGTH = 512;
/** A segment after one of these is taken for a secret unless it is a plain word. */
const SENSITIVE = /token|passw|secret|key|reset|verif|confirm|invit|magic|session|auth|otp|code/i;
const PARAMETERS = /[;?&][^=/]*=/;

/** Decodes until nothing changes; undefined when a value cannot be decoded or is encoded more than three times. */
function decode(text: string): string | undefined {
  let value = text;
  try {
    for (let round = 0; round < 3 && value.includes('%'); round += 1) value = decodeURIComponent(value);
    return /%[\da-f]{2}/i.test(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

function redactSegment(segment: string, previous: string): string {
  const value = decode(segment);
  if (value === undefined) return '{invalid}';
  if (PARAMETERS.test(value)) return '{parameters}';
  if (SENSITIVE.test(previous) && !/^[a-z-]{0,20}$/.test(value)) return '{token}';
  const kind = secretKind(value);
  if (kind !== undefined) return `{${kind}}`;
  return scrub(value, MAX_LENGTH) === value ? segment : '{token}';
}

/** `name=value` of the listed query parameters; the others are left out, names included. */
function redactQuery(query: string, allowed: ReadonlySet<string>): string {
  const kept: string[] = [];
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = pair.split('=');
    if (allowed.has(name)) kept.push(`${name}=${redactSegment(value, '')}`);
  }
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

/** The path of a request target without its query and fragment. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/**
 * A request target that may be sent: segments that look like secrets or cannot be decoded become placeholders, query
 * parameters that are not listed disappear, what is longer than 512 characters is cut at a segment.
 */
export function redactUrl(url: string, allowedQuery: ReadonlySet<string>): string {
  const path = pathOf(url);
  const parts: string[] = [];
  let previous = '';
  let length = 0;
  for (const segment of path.split('/')) {
    length += segment.length + 1;
    if (length > MAX_LENGTH) {
      parts.push('{cut}');
      break;
    }
    parts.push(redactSegment(segment, previous));
    previous = segment;
  }
  const query = allowedQuery.size === 0 ? '' : redactQuery(url.slice(path.length + 1), allowedQuery);
  return parts.join('/') + (query.length > MAX_LENGTH ? '' : query);
}
