import {
  comparisonHead,
  countOf,
  exactValue,
  formatBytes,
  formatCount,
  formatLatency,
  formatMoment,
  relativeChange,
} from '../../lib/shared';
import type { Comparison, ConsumerItem } from '../../lib/shared';
import { callsColumn, errorRatioColumn } from '../calls/count-columns';
import { Delta } from '../ui/data/delta';
import { NumberLink } from '../ui/data/number-link';
import type { Column } from '../ui/table/column';

interface ColumnsInput {
  compare: Comparison | null;
  /** Times without a day are those of this time's. */
  now: number;
  callsHref: (filter: { consumer: string; status?: string }) => string;
}

type Columns = readonly Column<ConsumerItem>[];

/** Columns of the list of consumers; that of the comparison only when there is one. */
export function consumerColumns(input: ColumnsInput): Columns {
  const columns = [...countColumns(input), ...costColumns(input.now)];
  return input.compare ? columns : columns.filter(({ id }) => id !== 'before');
}

const countColumns = ({ callsHref, compare }: ColumnsInput): Columns => [
  { id: 'name', head: 'Consumer', grow: true, phone: 'title', sortBy: ({ name }) => name, cell: ({ name }) => name },
  callsColumn(({ name }) => callsHref({ consumer: exactValue('consumer', name) })),
  {
    id: 'before',
    head: comparisonHead(compare),
    numeric: true,
    quiet: true,
    phone: 'aside',
    hideBelow: 'lg',
    cell: ({ calls, previousCalls }) =>
      previousCalls === null ? null : <Delta change={relativeChange(calls, previousCalls)} />,
  },
  errorRatioColumn(({ name }) => callsHref({ consumer: exactValue('consumer', name), status: '>=400' })),
  {
    id: 'limited',
    head: '429',
    numeric: true,
    phone: 'detail',
    sortBy: ({ rateLimited }) => rateLimited,
    cell: ({ name, rateLimited }) => (
      <NumberLink
        inTable
        href={callsHref({ consumer: exactValue('consumer', name), status: '429' })}
        opens={`Open ${countOf(rateLimited, 'call')} answered 429`}
      >
        {formatCount(rateLimited)}
        <span className="md:hidden"> answered 429</span>
      </NumberLink>
    ),
  },
];

const costColumns = (now: number): Columns => [
  {
    id: 'latency',
    head: 'Mean latency',
    numeric: true,
    hideBelow: 'lg',
    sortBy: ({ meanMs }) => meanMs,
    cell: ({ meanMs }) => formatLatency(meanMs),
  },
  {
    id: 'in',
    head: 'Received',
    numeric: true,
    quiet: true,
    hideBelow: 'xl',
    sortBy: ({ bytesIn }) => bytesIn,
    cell: ({ bytesIn }) => formatBytes(bytesIn),
  },
  {
    id: 'out',
    head: 'Returned',
    numeric: true,
    quiet: true,
    hideBelow: 'lg',
    sortBy: ({ bytesOut }) => bytesOut,
    cell: ({ bytesOut }) => formatBytes(bytesOut),
  },
  {
    id: 'first',
    head: 'First seen, UTC',
    numeric: true,
    quiet: true,
    hideBelow: 'xl',
    sortBy: ({ firstSeenAt }) => firstSeenAt,
    cell: ({ firstSeenAt }) => formatMoment(firstSeenAt, now, 'minute'),
  },
  {
    id: 'last',
    head: 'Last call, UTC',
    numeric: true,
    quiet: true,
    sortBy: ({ lastSeenAt }) => lastSeenAt,
    cell: ({ lastSeenAt }) => formatMoment(lastSeenAt, now),
  },
];
