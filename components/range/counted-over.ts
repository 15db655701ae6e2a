import { formatRange } from '../../lib/shared';

interface Span {
  from: string;
  to: string;
}

/** "counted over 24–26 Nov, UTC" where that is not the range of the page; empty where it is. */
export function countedOver(counted: Span, { fromMs, toMs }: { fromMs: number; toMs: number }, now: number): string {
  const same = Date.parse(counted.from) === fromMs && Date.parse(counted.to) === toMs;
  return same ? '' : `counted over ${formatRange(counted.from, counted.to, now)}`;
}
