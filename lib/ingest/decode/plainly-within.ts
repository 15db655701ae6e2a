import type { Extent } from './outline';

const SPACE = ' \t\n\r';
/** So many places of a character are looked at: with more of them a text is walked over as fast. */
const LOOKS = 1_000;

/** How often a character follows one of some others; more than `most` where it is found too often to be looked at each time. */
function countAfter(text: string, character: string, { before, most }: { before: string; most: number }): number {
  let count = 0;
  let looks = 0;
  for (let at = text.indexOf(character); at >= 0 && count <= most; at = text.indexOf(character, at + 1)) {
    looks += 1;
    if (looks > LOOKS) return most + 1;
    if (at === 0 || before.includes(text.charAt(at - 1))) count += 1;
  }
  return count;
}

/**
 * Does the text keep within the extent, if it is JSON at all? Told by a few characters, which are looked for at a hundredth of the time
 * that a walk takes; false where they do not tell. A list is in an object, one at a time, or follows a bracket or a comma: nothing nests
 * deeper than twice the objects and those lists. Before each stands what may stand there outside of texts.
 */
export function isPlainlyWithin(text: string, { depth, values, names }: Extent): boolean {
  if (text.length > values) return false;
  const objects = countAfter(text, '{', { before: `[,:${SPACE}`, most: depth });
  const lists = countAfter(text, '[', { before: `[,${SPACE}`, most: depth });
  if (2 * objects + lists > depth) return false;
  return countAfter(text, ':', { before: `"${SPACE}`, most: names }) <= names;
}
