import { countOf, formatCount, formatRatio } from '../../lib/shared';
import { NumberLink } from '../ui/data/number-link';
import type { Column } from '../ui/table/column';

type ShareColumns<Row> = {
  /** Calls in all. */
  all: number;
  /** Opens the calls of a row; null where no filter tells them. */
  href: (row: Row) => string | null;
  /** Of the share. */
  decimals?: number;
};

/** Calls as a number that opens them, and their share of all. */
export const shareColumns = <Row extends { calls: number }>({
  all,
  href,
  decimals,
}: ShareColumns<Row>): readonly Column<Row>[] => [
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    phone: 'value',
    cell: (row) => {
      const target = href(row);
      if (target === null) return formatCount(row.calls);
      return (
        <NumberLink inTable href={target} opens={`Open ${countOf(row.calls, 'call')}`}>
          {formatCount(row.calls)}
        </NumberLink>
      );
    },
  },
  {
    id: 'share',
    head: 'Share',
    numeric: true,
    quiet: true,
    phone: 'unit',
    cell: ({ calls }) => formatRatio(calls / Math.max(1, all), decimals),
  },
];
