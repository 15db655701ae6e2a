import type { CallHistogramAnswer } from '../../../lib/shared';
import { countOf } from '../../../lib/shared';

type Counted = Pick<CallHistogramAnswer, 'total' | 'searchedBackTo' | 'source'>;

/**
 * "1,204 calls", "At least 30 calls", "1,204 calls, not all kept" where sums tell of calls that have expired; null of none, since what
 * stands in place of the list says why.
 */
export function countWords(counted: Counted | undefined, hasExpired: boolean): string | null {
  if (!counted || counted.total === 0) return null;
  const words = countOf(counted.total, 'call');
  if (counted.searchedBackTo) return `At least ${words}`;
  return hasExpired && counted.source === 'rollups' ? `${words}, not all kept` : words;
}
