import { formatTime } from '../../lib/shared';

/** Reads that ended so far apart are told of as different moments. */
const APART_MS = 2_000;

interface Read {
  /** It stands for another range, of which nothing was read yet. */
  isPlaceholderData: boolean;
  /** When it ended, epoch ms; 0 before. */
  dataUpdatedAt: number;
}

/** When a panel was read, where that is far from when the figures above it were; null while either is of another range. Epoch ms. */
export function asOf({ isPlaceholderData, dataUpdatedAt }: Read, figuresMs: number): number | null {
  if (isPlaceholderData || dataUpdatedAt === 0 || figuresMs === 0) return null;
  return Math.abs(dataUpdatedAt - figuresMs) < APART_MS ? null : dataUpdatedAt;
}

/** ", as of 14:32:08 UTC"; nothing where a panel is of the same moment as the figures. */
export const asOfWords = (asOfMs: number | null): string =>
  asOfMs === null ? '' : `, as of ${formatTime(asOfMs, 'second')} UTC`;
