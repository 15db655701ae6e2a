import type { ResolvedRange } from '../../lib/client';
import { formatDays, formatRange } from '../../lib/shared';

const DAY_MS = 86_400_000;

/** A range as answers tell it. */
export interface CountedSpan {
  from: string;
  to: string;
}

/** The time whose calls an answer looked at, which ends early where there are more than can be read. */
export const lookedAt = ({
  searchedBackTo,
  from,
  to,
}: CountedSpan & { searchedBackTo: string | null }): CountedSpan => ({
  from: searchedBackTo ?? from,
  to,
});

type Bounds = { fromMs: number; toMs: number };
type PageRange = Pick<ResolvedRange, 'fromMs' | 'toMs' | 'exact' | 'relative'>;

/** A relative range goes on while an answer is shown: one that is as long tells it all the same. */
function isSame(counted: CountedSpan, { fromMs, toMs }: Bounds, relative: string | null): boolean {
  const [from, to] = [Date.parse(counted.from), Date.parse(counted.to)];
  return relative === null ? from === fromMs && to === toMs : to - from === toMs - fromMs;
}

/**
 * The range that something was counted over, for links to the calls behind it; null where they have it from the URL. Of a fixed range
 * pages count whole steps, while the list of calls shows what the URL says to the millisecond.
 */
export function countedRange(counted: CountedSpan, { exact, relative }: PageRange): CountedSpan | null {
  return isSame(counted, exact, relative) ? null : { from: counted.from, to: counted.to };
}

/** The range that something was counted over, for links to another page that counts; null where that is its range anyway. */
export function widerRange(counted: CountedSpan, range: PageRange): CountedSpan | null {
  return isSame(counted, range, range.relative) ? null : { from: counted.from, to: counted.to };
}

/** "counted over 24–26 Nov, UTC" where that is not the range of the page; empty where it is. */
export function countedOver(counted: CountedSpan, range: PageRange, now: number): string {
  const other = widerRange(counted, range);
  if (!other) return '';
  const [fromMs, toMs] = [Date.parse(other.from), Date.parse(other.to)];
  const wholeDays = fromMs % DAY_MS === 0 && toMs % DAY_MS === 0;
  return `counted over ${wholeDays ? `${formatDays(fromMs, toMs - 1, now)}, UTC` : formatRange(fromMs, toMs, now)}`;
}
