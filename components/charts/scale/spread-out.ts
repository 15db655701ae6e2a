interface Room {
  /** Least distance between two neighbours. */
  gap: number;
  from: number;
  to: number;
}

/**
 * Positions as near as possible to the wanted ones (ascending), no two closer than `gap`, all inside the room. What
 * crowds together is spread to both sides of its middle; in a room that is too small the gap shrinks.
 */
export function spreadOut(wanted: readonly number[], { gap, from, to }: Room): number[] {
  const step = wanted.length < 2 ? gap : Math.min(gap, (to - from) / (wanted.length - 1));
  const last = to - step * (wanted.length - 1);
  return groupsOf(wanted.map((at, index) => at - index * step))
    .flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count))
    .map((at, index) => Math.max(from, Math.min(last, at)) + index * step);
}

interface Group {
  sum: number;
  count: number;
}

/** Runs of values that fall are joined, until the means of the groups rise. */
function groupsOf(values: readonly number[]): Group[] {
  const groups: Group[] = [];
  for (const value of values) {
    let group = { sum: value, count: 1 };
    for (let left = groups.at(-1); left && left.sum / left.count >= group.sum / group.count; left = groups.at(-1)) {
      groups.pop();
      group = { sum: left.sum + group.sum, count: left.count + group.count };
    }
    groups.push(group);
  }
  return groups;
}
