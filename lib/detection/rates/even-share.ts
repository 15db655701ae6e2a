/** How much each may keep so that all keep no more than `room`: who needs less leaves the rest to the others. */
export function evenShare(sizes: readonly number[], room: number): number {
  let left = room;
  const ordered = sizes.toSorted((a, b) => a - b);
  for (const [index, size] of ordered.entries()) {
    const share = left / (ordered.length - index);
    if (size > share) return share;
    left -= size;
  }
  return Infinity;
}
