import type { Span } from '../../shared';
import type { CallCondition } from '../../storage';

/** Classes of status that rollups count apart; informational answers count as successes. */
const CLASSES = [
  { name: 's2xx', low: 100, high: 299 },
  { name: 's3xx', low: 300, high: 399 },
  { name: 's4xx', low: 400, high: 499 },
  { name: 's5xx', low: 500, high: 599 },
] as const;
export type StatusClassName = (typeof CLASSES)[number]['name'];

/** Classes whose calls are counted, or of 4xx the answers 429 alone. */
export type StatusChoice = ReadonlySet<StatusClassName> | 's429';

const holds = ({ low, high }: Span, one: { low: number; high: number }): boolean =>
  low <= one.low && (high ?? one.high) >= one.high;
const misses = ({ low, high }: Span, one: { low: number; high: number }): boolean =>
  low > one.high || (high !== null && high < one.low);

/** The classes that spans are made of; null when they cut one. */
function classesOf(spans: readonly Span[]): Set<StatusClassName> | null {
  const found = new Set<StatusClassName>();
  for (const one of CLASSES) {
    if (spans.some((span) => holds(span, one))) found.add(one.name);
    else if (!spans.every((span) => misses(span, one))) return null;
  }
  return found;
}

const isTooMany = (spans: readonly Span[]): boolean => spans.every(({ low, high }) => low === 429 && high === 429);

/** What rollups must count for these conditions on the status alone; null when they do not tell it exactly. */
export function statusChoice(conditions: readonly CallCondition[]): StatusChoice | null {
  const chosen = new Set(CLASSES.map(({ name }) => name));
  for (const { test, negated } of conditions) {
    if (test.of !== 'spans' || test.column !== 'status') return null;
    if (!negated && conditions.length === 1 && isTooMany(test.spans)) return 's429';
    const classes = classesOf(test.spans);
    if (!classes) return null;
    for (const { name } of CLASSES) if (classes.has(name) === negated) chosen.delete(name);
  }
  return chosen;
}
