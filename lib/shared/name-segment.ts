/** Names that URLs take for "here" and "one up", and those that stand for them. */
const DOTS = /^~*\.\.?$/;

/**
 * A name as one segment of a path. "." and ".." would be taken out by whoever reads the URL, percent-encoded too: they stand as
 * "~." and "~..", a name that looks like that has one "~" more, and all others are as they are.
 */
export const nameSegment = (name: string): string => encodeURIComponent(DOTS.test(name) ? `~${name}` : name);

/** A segment as a page gets it, decoded; one that is no encoding stands for itself, as the name "50%" where it was decoded before. */
export function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The name that a segment of a path stands for, decoded as it is. */
export const nameOfSegment = (segment: string): string =>
  DOTS.test(segment) && segment.startsWith('~') ? segment.slice(1) : segment;

/** The page of a consumer within its project. */
export const consumerPage = (name: string): string => `/consumers/${nameSegment(name)}`;
