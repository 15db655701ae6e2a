import type { IncidentItem, LoginAccount, LoginCaller, LoginCounts } from '../../lib/shared';
import { countOf, formatAccount, formatCount, formatMoment } from '../../lib/shared';
import { IncidentMarks } from '../incidents/incident-marks';
import { NumberLink } from '../ui/data/number-link';
import type { Column } from '../ui/table/column';
import type { AttemptFilters } from './attempt-filters';

interface ColumnsInput {
  /** Times without a day are those of this time's. */
  now: number;
  incidents: ReadonlyMap<string, readonly IncidentItem[]>;
  hrefOf: (filter: Partial<AttemptFilters>) => string;
}

const NONE: readonly never[] = [];
const mono = (text: string, whole: string) => (
  <span className="font-mono text-12" title={whole}>
    {text}
  </span>
);

export const accountColumns = (input: ColumnsInput): readonly Column<LoginAccount>[] => [
  {
    id: 'account',
    head: 'Account',
    grow: true,
    phone: 'title',
    cell: ({ accountHash }) => mono(formatAccount(accountHash), accountHash),
  },
  ...sharedColumns<LoginAccount>(input, ({ accountHash }) => ({ account: accountHash })),
  {
    id: 'callers',
    head: 'Callers',
    numeric: true,
    phone: 'unit',
    cell: ({ callers }) => (
      <>
        {formatCount(callers)}
        <span className="md:hidden"> {callers === 1 ? 'caller' : 'callers'}</span>
      </>
    ),
  },
  lastColumn(input.now),
];

export const callerColumns = (input: ColumnsInput): readonly Column<LoginCaller>[] => [
  { id: 'caller', head: 'Caller', grow: true, phone: 'title', cell: ({ address }) => mono(address, address) },
  ...sharedColumns<LoginCaller>(input, ({ address }) => ({ caller: address })),
  {
    id: 'accounts',
    head: 'Accounts',
    numeric: true,
    phone: 'unit',
    cell: ({ accounts }) => (
      <>
        {formatCount(accounts)}
        <span className="md:hidden"> {accounts === 1 ? 'account' : 'accounts'}</span>
      </>
    ),
  },
  lastColumn(input.now),
];

/** Incidents, failures and successes of what a filter names. */
function sharedColumns<Row extends LoginCounts>(
  { incidents, hrefOf }: ColumnsInput,
  filterOf: (row: Row) => Partial<AttemptFilters>,
): readonly Column<Row>[] {
  const link = (row: Row, outcome: 'failure' | 'success', count: number) => (
    <NumberLink inTable href={hrefOf({ ...filterOf(row), outcome })} opens={`Open ${countOf(count, 'attempt')}`}>
      {formatCount(count)}
    </NumberLink>
  );
  const incidentsOf = ({ account, caller }: Partial<AttemptFilters>) => incidents.get(account ?? caller ?? '') ?? NONE;
  return [
    {
      id: 'incidents',
      head: 'Incidents',
      phone: 'detail',
      cell: (row) => <IncidentMarks incidents={incidentsOf(filterOf(row))} />,
    },
    {
      id: 'failures',
      head: 'Failed',
      numeric: true,
      phone: 'value',
      cell: (row) => link(row, 'failure', row.failures),
    },
    { id: 'successes', head: 'Succeeded', numeric: true, cell: (row) => link(row, 'success', row.successes) },
  ];
}

const lastColumn = (now: number): Column<{ lastAttemptAt: string }> => ({
  id: 'last',
  head: 'Last attempt, UTC',
  numeric: true,
  quiet: true,
  phone: 'note',
  hideBelow: 'xl',
  cell: ({ lastAttemptAt }) => formatMoment(lastAttemptAt, now),
});
