const PLACEHOLDER = ':id';
const MAX_SEGMENTS = 16;
const MAX_SEGMENT_LENGTH = 64;

const KEPT = /^(?:v\d{1,3}|[a-z]{1,12}\d{1,2})$/i; // versions and names such as oauth2, s3, step1
const VARIABLE: readonly RegExp[] = [
  /^[+-]?\d+(?:[.,:_-]\d+)*$/, // numbers, dates, ranges
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, // UUID
  /^(?=.*\d)[0-9a-f]{8,}$/i, // hashes and object ids
  /^[0-9a-f]{16,}$/i,
  /^[a-z]+[_-](?=[a-z0-9]*\d)[a-z0-9]{1,64}$/i, // usr_1a2b3c, order-1042
  /^(?=[^\d]*\d)(?=.*[a-z])[\w~=+-]{16,}$/i, // ULIDs, tokens, base64
  /@/, // mail addresses
  /\d{4,}/, // whatever carries a long number
];

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function foldSegment(segment: string): string {
  const text = decoded(segment);
  if (KEPT.test(text)) return segment;
  if (text.length > MAX_SEGMENT_LENGTH || VARIABLE.some((shape) => shape.test(text))) return PLACEHOLDER;
  return segment;
}

/**
 * A route template for a raw path, by the shape of its segments alone: ids, numbers, hashes and tokens become `:id`.
 * The query, a slash at the end and doubled slashes are dropped. The same path always gives the same template.
 */
export function foldPath(path: string): string {
  const end = path.search(/[?#;]/);
  const segments = (end < 0 ? path : path.slice(0, end)).split('/').filter((segment) => segment !== '');
  const folded = segments.slice(0, MAX_SEGMENTS).map(foldSegment);
  return `/${folded.join('/')}${segments.length > MAX_SEGMENTS ? '/*' : ''}`;
}
