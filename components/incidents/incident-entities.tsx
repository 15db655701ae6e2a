'use client';

import { useState } from 'react';
import type { IncidentAccount, IncidentCaller, IncidentDetail } from '../../lib/shared';
import { formatAccount, formatCount, formatMoment } from '../../lib/shared';
import { CountryName } from '../places/country-name';
import { ProviderCredit, ProviderName } from '../places/provider-name';
import { Segmented } from '../ui/control/segmented';
import { Panel } from '../ui/layout/panel';
import { EmptyState } from '../ui/state/empty-state';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { IncidentRates } from './incident-rates';
import { furthestOnly, isRateOnly, whoWasOver } from './rates';

const TALL_FROM_ROWS = 12;
const mono = (text: string) => <span className="font-mono text-12">{text}</span>;

type Tab = 'entered' | 'tried' | 'callers' | 'rates';
type Props = { incident: IncidentDetail; now: number; callerHref: (address: string) => string };

/** Accounts and callers of the incident, and who was over a rate. */
export function IncidentEntities(props: Props) {
  const { incident, now } = props;
  if (!isRateOnly(incident)) return <LoginEntities {...props} />;
  return (
    <Panel title="Who and what" note={noteOf(incident)} divided flush foot={namesAccount(incident) ? HASHES : null}>
      <IncidentRates incident={incident} now={now} />
    </Panel>
  );
}

function noteOf(incident: IncidentDetail): string {
  const listed = furthestOnly(incident);
  return listed === null ? whoWasOver(incident) : `${whoWasOver(incident)}; listed: ${listed}`;
}

const namesAccount = ({ rates }: IncidentDetail): boolean => rates.some(({ kind }) => kind === 'account');

const HASHES = 'Hashes are keyed per project; Callwatch never stores the login name.';

function LoginEntities({ incident, now, callerHref }: Props) {
  const entered = incident.accounts.filter(({ enteredAt }) => enteredAt !== null);
  const [chosen, setTab] = useState<Tab | null>(null);
  const tab = chosen ?? (entered.length > 0 ? 'entered' : 'callers');
  const { figures, rates } = incident;
  const options = [
    { value: 'entered', label: `Accounts entered ${formatCount(figures.accountsEntered)}` },
    { value: 'tried', label: `Accounts tried ${formatCount(figures.accountsTried)}` },
    { value: 'callers', label: `Callers ${formatCount(figures.callers)}` },
    ...(rates.length > 0 ? [{ value: 'rates', label: `Over a rate ${formatCount(rates.length)}` } as const] : []),
  ] as const;
  return (
    <Panel
      title="Who and what"
      end={<Segmented<Tab> label="Show" options={options} value={tab} onChange={setTab} />}
      divided
      flush
      foot={tab === 'callers' ? <ProviderCredit /> : HASHES}
    >
      {tab === 'rates' ? <IncidentRates incident={incident} now={now} /> : null}
      {tab === 'callers' ? <Callers rows={incident.callers} now={now} callerHref={callerHref} /> : null}
      {tab === 'entered' ? <Accounts rows={entered} now={now} /> : null}
      {tab === 'tried' ? <Accounts rows={incident.accounts} now={now} /> : null}
    </Panel>
  );
}

const tall = (rows: readonly unknown[]) => (rows.length > TALL_FROM_ROWS ? { maxHeight: 420 } : {});

function Accounts({ rows, now }: { rows: readonly IncidentAccount[]; now: number }) {
  const columns: readonly Column<IncidentAccount>[] = [
    { id: 'account', head: 'Account', phone: 'title', cell: ({ accountHash }) => mono(formatAccount(accountHash)) },
    {
      id: 'entered',
      head: 'Entered, UTC',
      phone: 'value',
      cell: ({ enteredAt }) =>
        enteredAt === null ? (
          <span className="text-ink-3">not entered</span>
        ) : (
          <StateLabel state="attack">{formatMoment(enteredAt, now)}</StateLabel>
        ),
    },
    { id: 'caller', head: 'From caller', phone: 'detail', grow: true, cell: ({ caller }) => mono(caller) },
    {
      id: 'failures',
      head: 'Failures before',
      numeric: true,
      sortBy: ({ failuresBefore }) => failuresBefore,
      cell: ({ failuresBefore }) => formatCount(failuresBefore),
    },
    { id: 'last', head: 'Last attempt, UTC', phone: 'unit', cell: ({ lastCallAt }) => formatMoment(lastCallAt, now) },
  ];
  return (
    <Table
      label="Accounts"
      columns={columns}
      rows={rows}
      rowKey={({ accountHash }) => accountHash}
      compact
      empty={<EmptyState title="No account was entered." />}
      {...tall(rows)}
    />
  );
}

type CallersProps = { rows: readonly IncidentCaller[]; now: number; callerHref: (address: string) => string };

function Callers({ rows, now, callerHref }: CallersProps) {
  const columns: readonly Column<IncidentCaller>[] = [
    { id: 'address', head: 'Caller', phone: 'title', grow: true, cell: ({ address }) => mono(address) },
    {
      id: 'network',
      head: 'Network',
      phone: 'detail',
      sortBy: ({ provider }) => provider?.name ?? null,
      cell: ({ provider, country }) => (
        <>
          <ProviderName provider={provider} />
          {country === null ? null : (
            <>
              , <CountryName country={country} />
            </>
          )}
        </>
      ),
    },
    {
      id: 'failures',
      head: 'Failed',
      numeric: true,
      phone: 'value',
      sortBy: ({ failures }) => failures,
      cell: ({ failures }) => formatCount(failures),
    },
    { id: 'successes', head: 'Succeeded', numeric: true, cell: ({ successes }) => formatCount(successes) },
    { id: 'accounts', head: 'Accounts', numeric: true, phone: 'unit', cell: ({ accounts }) => formatCount(accounts) },
    {
      id: 'first',
      head: 'First seen, UTC',
      phone: 'detail',
      cell: ({ firstSeenAt }) => formatMoment(firstSeenAt, now),
    },
    { id: 'last', head: 'Last seen, UTC', cell: ({ lastSeenAt }) => formatMoment(lastSeenAt, now) },
  ];
  return (
    <Table
      label="Callers"
      columns={columns}
      rows={rows}
      rowKey={({ address }) => address}
      rowHref={({ address }) => callerHref(address)}
      compact
      {...tall(rows)}
    />
  );
}
