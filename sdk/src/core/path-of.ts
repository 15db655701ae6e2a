/** The path of a request target without its query and fragment. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/** A path in which all that is no plain word, and may be a value or a secret, is `{value}`. */
export const plainPath = (path: string): string =>
  path.replace(/[^/]+/g, (segment) => (/^(?:[a-z_-]{1,20}|v\d{1,3})$/i.test(segment) ? segment : '{value}'));
