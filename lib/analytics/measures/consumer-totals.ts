import type { ConsumerTotals } from '../../shared';
import type { Cell } from '../cells/grid';
import { C } from './columns';
import { consumerValue } from './measure-value';

/** Everything that a cell of consumers tells. */
export function consumerTotalsOf(cell: Cell): ConsumerTotals {
  const at = (column: number): number => cell.sums[column] ?? 0;
  return {
    calls: at(C.calls),
    s4xx: at(C.s4xx),
    s5xx: at(C.s5xx),
    errors: at(C.s4xx) + at(C.s5xx),
    errorRatio: consumerValue('error_ratio', cell),
    rateLimited: at(C.s429),
    bytesIn: at(C.request_bytes),
    bytesOut: at(C.response_bytes),
    meanMs: consumerValue('mean_ms', cell),
  };
}
