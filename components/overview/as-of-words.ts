import { formatTime } from '../../lib/shared';

/** Says when a panel was read, where that is not when the figures above it were: ", as of 14:32:08 UTC". */
export const asOfWords = (asOfMs: number | null): string =>
  asOfMs === null ? '' : `, as of ${formatTime(asOfMs, 'second')} UTC`;
