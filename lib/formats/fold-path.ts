import { foldDirectories, foldLast } from './fold-segment';

const MAX_SEGMENTS = 16;
/** Half of what a route may have, so that whatever somebody sends still fits. */
const MAX_LENGTH = 256;
const REST = '*';

/** Up to what is bounded: `/a/b/*` for more segments or characters. */
function joined(segments: readonly string[]): string {
  let route = '';
  for (const segment of segments) {
    if (route.length + segment.length > MAX_LENGTH) return `${route}/${REST}`;
    route += `/${segment}`;
  }
  return route === '' ? '/' : route;
}

/** Segments without those that climb: from the first `..` on a path says nothing of the API. */
function withoutClimbing(segments: readonly string[]): string[] {
  const walked = segments.filter((segment) => segment !== '.');
  const climb = walked.findIndex((segment) => /^(?:\.|%2e){2}$/i.test(segment));
  return climb < 0 ? walked : [...walked.slice(0, climb), REST];
}

/**
 * A route template for a raw path, by the shape of its segments alone. Ids, numbers, hashes and tokens become `:id`, dates
 * `:year/:month/:day`, titles of several words `:slug`, entries of tag lists `:name`, files `:file` below the folder that
 * gathers them. The query, a slash at the end and doubled slashes are dropped. The same path always gives the same
 * template, of at most 260 characters.
 */
export function foldPath(path: string): string {
  const end = path.search(/[?#;]/);
  const all = (end < 0 ? path : path.slice(0, end)).split('/').filter((segment) => segment !== '');
  const segments = withoutClimbing(all);
  if (segments.length > MAX_SEGMENTS) return joined([...foldDirectories(segments.slice(0, MAX_SEGMENTS)).folded, REST]);
  const last = segments.at(-1);
  const directories = foldDirectories(segments.slice(0, -1), last);
  return joined(last === undefined ? [] : foldLast(last, directories));
}
