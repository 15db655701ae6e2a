/**
 * 53-bit hash of two texts (FNV-1a in two lanes): a number takes a tenth of the memory of a joined text, and of 50,000
 * pairs two collide with a chance of one in seven million.
 */
export function hashPair(first: string, second: string): number {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = 0; i < first.length; i++) {
    const code = first.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  low = Math.imul(low ^ 0xff, 0x01000193);
  high = Math.imul(high ^ 0xff, 0x85ebca6b);
  for (let i = 0; i < second.length; i++) {
    const code = second.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return (low >>> 0) * 0x200000 + (high >>> 11);
}
