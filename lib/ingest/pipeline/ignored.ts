import type { naming } from '../../storage';

type IgnoredCount = naming.IgnoredCount;

/** Ignored calls of a batch, by what asked for it. */
export type Ignored = ReadonlyMap<string, IgnoredCount>;

export const NOTHING_IGNORED: Ignored = new Map();

/** Counts one ignored call. */
export function addIgnored(
  ignored: Map<string, IgnoredCount>,
  by: Pick<IgnoredCount, 'cause' | 'id'>,
  finishedAtUs: number,
): void {
  const name = `${by.cause} ${by.id}`;
  const known = ignored.get(name);
  if (!known) ignored.set(name, { ...by, calls: 1, lastAtMs: Math.floor(finishedAtUs / 1_000) });
  else
    ignored.set(name, {
      ...known,
      calls: known.calls + 1,
      lastAtMs: Math.max(known.lastAtMs, Math.floor(finishedAtUs / 1_000)),
    });
}

export const ignoredCalls = (ignored: Ignored): number => {
  let sum = 0;
  for (const { calls } of ignored.values()) sum += calls;
  return sum;
};
