import { formatDays, formatRange } from '../../lib/shared';

const DAY_MS = 86_400_000;

interface Span {
  from: string;
  to: string;
}

type PageRange = { fromMs: number; toMs: number };

/** The range that something was counted over, for links to what is behind it; null where it is that of the page. */
export function countedRange({ from, to }: Span, { fromMs, toMs }: PageRange): Span | null {
  return Date.parse(from) === fromMs && Date.parse(to) === toMs ? null : { from, to };
}

/** "counted over 24–26 Nov, UTC" where that is not the range of the page; empty where it is. */
export function countedOver(counted: Span, range: PageRange, now: number): string {
  const other = countedRange(counted, range);
  if (!other) return '';
  const [fromMs, toMs] = [Date.parse(other.from), Date.parse(other.to)];
  const wholeDays = fromMs % DAY_MS === 0 && toMs % DAY_MS === 0;
  return `counted over ${wholeDays ? `${formatDays(fromMs, toMs - 1, now)}, UTC` : formatRange(fromMs, toMs, now)}`;
}
