import type { CallHistogramAnswer } from '../../../lib/shared';
import { countOf } from '../../../lib/shared';

/** "1,204 calls", "At least 30 calls"; null of none, since what stands in place of the list says why. */
export function countWords(counted: Pick<CallHistogramAnswer, 'total' | 'searchedBackTo'> | undefined): string | null {
  if (!counted || counted.total === 0) return null;
  return counted.searchedBackTo ? `At least ${countOf(counted.total, 'call')}` : countOf(counted.total, 'call');
}
