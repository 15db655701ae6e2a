import {
  comparisonHead,
  formatBytes,
  countOf,
  formatApdex,
  formatCount,
  formatMoment,
  pointChange,
  relativeChange,
} from '../../lib/shared';
import type { Comparison } from '../../lib/shared';
import { FailedRatio, SlowerLink } from '../calls/count-columns';
import { LEAST_CALLS } from '../calls/slower';
import type { Watch } from '../range/watched';
import { Delta } from '../ui/data/delta';
import { NumberLink } from '../ui/data/number-link';
import type { Column } from '../ui/table/column';
import { CallsSpark, type SmallSteps } from './calls-spark';
import { EndpointName } from './endpoint-name';
import { type EndpointRow, errorRise } from './endpoint-rows';
import { EndpointState } from './endpoint-state';

interface ColumnsInput {
  sparks: SmallSteps;
  watch: Watch;
  compare: Comparison | null;
  /** Times without a day are those of this time's. */
  now: number;
  callsHref: (endpointId: number, filter?: { status?: string; durationMs?: string }) => string;
}

type Columns = readonly Column<EndpointRow>[];

/** Columns of the list of endpoints; those of the comparison only when there is one. */
export function endpointColumns(input: ColumnsInput): Columns {
  const shown = [...nameColumns(), ...callColumns(input), ...errorColumns(input), ...costColumns(input)];
  return input.compare ? shown : shown.filter(({ id }) => !id.endsWith('-before'));
}

const nameColumns = (): Columns => [
  {
    id: 'endpoint',
    head: 'Endpoint',
    grow: true,
    phone: 'title',
    sortBy: ({ method, route }) => `${route} ${method}`,
    cell: (row) => <EndpointName {...row} />,
  },
  {
    id: 'state',
    head: 'State',
    phone: 'detail',
    sortBy: ({ place }) => place,
    cell: ({ incident }) => <EndpointState incident={incident} />,
  },
  {
    id: 'login',
    head: 'Kind',
    quiet: true,
    hideUnder: 1120,
    phone: 'note',
    cell: ({ isLogin, loginSuggested, ignoredAt }) => {
      if (ignoredAt) return 'Ignored';
      return isLogin ? 'Login' : loginSuggested ? 'Login, not marked' : null;
    },
  },
];

const callColumns = ({ sparks, watch, callsHref, compare }: ColumnsInput): Columns => [
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    phone: 'value',
    sortBy: ({ calls }) => calls,
    cell: ({ id, calls }) => (
      <NumberLink inTable href={callsHref(id)} opens={`Open ${countOf(calls, 'call')}`}>
        {formatCount(calls)}
      </NumberLink>
    ),
  },
  {
    id: 'calls-before',
    head: comparisonHead(compare),
    numeric: true,
    quiet: true,
    hideUnder: 1120,
    cell: ({ calls, previousCalls }) =>
      previousCalls === null ? null : <Delta change={relativeChange(calls, previousCalls)} />,
  },
  {
    id: 'spark',
    head: 'Calls per step',
    phone: 'aside',
    hideBelow: 'lg',
    cell: ({ spark }) => spark && <CallsSpark counts={spark} sparks={sparks} watch={watch} width={88} />,
  },
];

const errorColumns = ({ compare, callsHref }: ColumnsInput): Columns => [
  {
    id: 'errors',
    head: 'Error ratio',
    numeric: true,
    phone: 'unit',
    sortBy: ({ errorRatio }) => errorRatio,
    cell: ({ id, errorRatio }) => <FailedRatio href={callsHref(id, { status: '>=400' })} ratio={errorRatio} />,
  },
  {
    id: 'errors-before',
    head: comparisonHead(compare),
    numeric: true,
    quiet: true,
    hideBelow: 'xl',
    sortBy: ({ errorRatio, previousErrorRatio }) =>
      errorRatio === null || previousErrorRatio === null ? null : errorRatio - previousErrorRatio,
    cell: (row) =>
      row.previousErrorRatio === null ? null : (
        <span className={errorRise(row) > 0 ? 'font-medium *:text-ink' : undefined}>
          <Delta change={pointChange(row.errorRatio, row.previousErrorRatio)} />
        </span>
      ),
  },
];

const costColumns = ({ now, callsHref }: ColumnsInput): Columns => [
  latency('p50', { read: ({ p50Ms }) => p50Ms, callsHref, hideUnder: 1280 }),
  latency('p95', { read: ({ p95Ms }) => p95Ms, callsHref, hideBelow: 'lg' }),
  latency('p99', { read: ({ p99Ms }) => p99Ms, callsHref, hideUnder: 1120 }),
  {
    id: 'apdex',
    head: 'Apdex',
    numeric: true,
    hideBelow: 'xl',
    sortBy: ({ apdex }) => apdex,
    cell: ({ apdex }) => formatApdex(apdex),
  },
  {
    id: 'bytes',
    head: 'Bytes out',
    numeric: true,
    quiet: true,
    hideUnder: 1280,
    sortBy: ({ bytesOut }) => bytesOut,
    cell: ({ bytesOut }) => formatBytes(bytesOut),
  },
  {
    id: 'consumers',
    head: 'Consumers',
    numeric: true,
    hideBelow: 'lg',
    sortBy: ({ consumers }) => consumers,
    cell: ({ consumers }) => formatCount(consumers),
  },
  {
    id: 'last',
    head: 'Last call, UTC',
    numeric: true,
    quiet: true,
    hideBelow: 'xl',
    sortBy: ({ lastSeenAt }) => lastSeenAt,
    cell: ({ lastSeenAt }) => formatMoment(lastSeenAt, now),
  },
];

type LatencyInput = Pick<ColumnsInput, 'callsHref'> &
  Pick<Column<EndpointRow>, 'hideBelow' | 'hideUnder'> & { read: (row: EndpointRow) => number | null };

const latency = (name: keyof typeof LEAST_CALLS, { read, callsHref, ...hides }: LatencyInput): Column<EndpointRow> => ({
  id: name,
  head: name,
  numeric: true,
  ...hides,
  sortBy: read,
  cell: (row) => (
    <SlowerLink ms={read(row)} isOfFew={row.calls < LEAST_CALLS[name]} hrefOf={(filter) => callsHref(row.id, filter)} />
  ),
});
