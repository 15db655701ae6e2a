import type { CallItem } from '../../lib/shared';
import type { CellFilters } from '../ui/table/filter-by-cell';
import type { CallFilters } from './call-filters';

/** What the cells of a call narrow a list of calls to. */
export const CALL_CELLS: CellFilters<CallItem, Partial<CallFilters>> = {
  route: ({ endpointId }) => ({ endpoint: String(endpointId) }),
  status: ({ status }) => ({ status: String(status) }),
  caller: ({ caller }) => (caller === null ? null : { caller }),
  consumer: ({ consumer }) => (consumer === null ? null : { consumer }),
};
