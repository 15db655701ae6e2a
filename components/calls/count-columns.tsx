import { countOf, formatCount, formatRatio } from '../../lib/shared';
import { NumberLink } from '../ui/data/number-link';
import type { Column } from '../ui/table/column';

/** How many calls, with a link to just these. */
export function callsColumn<Row extends { calls: number }>(href: (row: Row) => string): Column<Row> {
  return {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    phone: 'value',
    sortBy: ({ calls }) => calls,
    cell: (row) => (
      <NumberLink inTable href={href(row)} opens={`Open ${countOf(row.calls, 'call')}`}>
        {formatCount(row.calls)}
      </NumberLink>
    ),
  };
}

/** Share of calls answered 4xx or 5xx; a phone has no heads, so there the word stands beside it. */
export function errorRatioColumn<Row extends { errorRatio: number | null }>(): Column<Row> {
  return {
    id: 'errors',
    head: 'Error ratio',
    numeric: true,
    phone: 'unit',
    sortBy: ({ errorRatio }) => errorRatio,
    cell: ({ errorRatio }) => (
      <>
        {formatRatio(errorRatio)}
        <span className="md:hidden"> errors</span>
      </>
    ),
  };
}
