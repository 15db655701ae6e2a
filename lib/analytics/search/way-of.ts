import { onlyFlagged, onlyTraced } from '../../storage';
import type { IndexedWay } from '../../storage';
import type { ResolvedFilter } from './resolve-filter';

/** How calls are found: through a small index that holds all that can match, else by time, with the masks of the rollups. */
export function wayOf({ filter }: Pick<ResolvedFilter, 'filter'>): IndexedWay | 'masks' {
  if (onlyTraced(filter.conditions)) return 'traced';
  return onlyFlagged(filter.conditions) ? 'flagged' : 'masks';
}
