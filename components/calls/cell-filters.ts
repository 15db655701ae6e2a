import { type CallFilterColumn, type CallItem, exactValue } from '../../lib/shared';
import type { CellFilters } from '../ui/table/filter-by-cell';

export type CellFilter = Partial<Record<CallFilterColumn, string>>;

/** What the cells of a call narrow a list of calls to. */
export const CALL_CELLS: CellFilters<CallItem, CellFilter> = {
  method: ({ method }) => ({ method: exactValue('method', method) }),
  route: ({ endpointId }) => ({ endpoint: exactValue('endpoint', endpointId) }),
  status: ({ status }) => ({ status: exactValue('status', status) }),
  caller: ({ caller }) => ({ caller: exactValue('caller', caller) }),
  consumer: ({ consumer }) => ({ consumer: exactValue('consumer', consumer) }),
  account: ({ accountHash }) => ({ accountHash: exactValue('accountHash', accountHash) }),
};
