import { countOf, formatCount, formatCountry, formatMoment } from '../../lib/shared';
import { callsColumn, errorRatioColumn } from '../calls/count-columns';
import { CountryName } from '../places/country-name';
import { ProviderName } from '../places/provider-name';
import { IncidentMarks } from '../incidents/incident-marks';
import { NumberLink } from '../ui/data/number-link';
import type { Column } from '../ui/table/column';
import type { CallerRow } from './use-callers';

interface ColumnsInput {
  /** Times without a day are those of this time's. */
  now: number;
  callsHref: (filter: { caller: string; status?: string }) => string;
}

type Columns = readonly Column<CallerRow>[];

/** Columns of the list of callers. */
export const callerColumns = (input: ColumnsInput): Columns => [
  ...whoColumns(),
  ...countColumns(input),
  ...timeColumns(input),
];

const whoColumns = (): Columns => [
  {
    id: 'address',
    head: 'Caller',
    grow: true,
    phone: 'title',
    sortBy: ({ address }) => address,
    cell: ({ address }) => <span className="font-mono text-12">{address}</span>,
  },
  {
    id: 'country',
    head: 'Country',
    phone: 'detail',
    sortBy: ({ country }) => country && formatCountry(country),
    cell: ({ country }) => <CountryName country={country} />,
  },
  {
    id: 'network',
    head: 'Network',
    quiet: true,
    hideBelow: 'lg',
    sortBy: ({ provider, network }) => provider?.name ?? network,
    cell: ({ provider, network }) => (
      <span title={network}>
        <ProviderName provider={provider} />
      </span>
    ),
  },
  {
    id: 'incidents',
    head: 'Incidents',
    phone: 'aside',
    sortBy: ({ incidents }) => -incidents.length,
    cell: ({ incidents }) => <IncidentMarks incidents={incidents} />,
  },
];

const countColumns = ({ callsHref }: ColumnsInput): Columns => [
  callsColumn(({ address }) => callsHref({ caller: address })),
  errorRatioColumn(({ address }) => callsHref({ caller: address, status: '>=400' })),
  {
    id: 'limited',
    head: '429',
    numeric: true,
    sortBy: ({ rateLimited }) => rateLimited,
    cell: ({ address, rateLimited }) => (
      <NumberLink
        inTable
        href={callsHref({ caller: address, status: '429' })}
        opens={`Open ${countOf(rateLimited, 'call')} answered 429`}
      >
        {formatCount(rateLimited)}
      </NumberLink>
    ),
  },
];

const timeColumns = ({ now }: ColumnsInput): Columns => [
  {
    id: 'first',
    head: 'First seen, UTC',
    quiet: true,
    hideBelow: 'lg',
    sortBy: ({ firstSeenAt }) => firstSeenAt,
    cell: ({ firstSeenAt }) => formatMoment(firstSeenAt, now, 'minute'),
  },
  {
    id: 'last',
    head: 'Last seen, UTC',
    quiet: true,
    phone: 'note',
    sortBy: ({ lastSeenAt }) => lastSeenAt,
    cell: ({ lastSeenAt }) => (
      <>
        <span className="md:hidden">last </span>
        {formatMoment(lastSeenAt, now, 'minute')}
      </>
    ),
  },
];
