'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiError, countriesQuery, usePageState } from '../../lib/client';
import type { CountriesAnswer, CountryItem } from '../../lib/shared';
import { countOf, formatCount, formatRatio } from '../../lib/shared';
import { ReadError } from '../failures/read-error';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { countedOver } from '../range/counted-over';
import { Segmented } from '../ui/control/segmented';
import { NumberLink } from '../ui/data/number-link';
import { TextLink } from '../ui/data/text-link';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { SkeletonRows } from '../ui/state/skeleton';
import { StateMark } from '../ui/state/state-mark';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { CountryName } from './country-name';
import { ProviderCredit, ProviderName } from './provider-name';
import { NO_PLACE } from './use-place-filter';

const SHOWN = 8;

type By = 'country' | 'provider';
const BY: readonly { value: By; label: string }[] = [
  { value: 'country', label: 'Country' },
  { value: 'provider', label: 'Network' },
];

/** Where the callers of the range belong, by country or by who announces their networks, with those of the incident that needs a person most. */
export function CountriesPanel({ now }: { now: number }) {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const { fromMs, toMs } = range;
  const result = useQuery(countriesQuery(project.id, { fromMs, toMs, environment }));
  const over = result.data ? countedOver(result.data, range, now) : '';
  const [by, setBy] = useState<By>('country');
  return (
    <Panel
      title={by === 'country' ? 'Callers by country' : 'Callers by network'}
      note={over === '' ? null : over}
      foot={by === 'provider' ? <ProviderCredit /> : null}
      end={<Segmented<By> label="Callers by" options={BY} value={by} onChange={setBy} />}
      flush
    >
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={SHOWN} rowHeight={28} />}
        failing={(error, retry) => <Failing error={error} retry={retry} />}
        isEmpty={({ callers }) => callers === 0}
        empty={<EmptyState title="No call of this range tells its caller." />}
      >
        {(answer) => (by === 'country' ? <Countries answer={answer} /> : <Providers answer={answer} />)}
      </AsyncView>
    </Panel>
  );
}

function Failing({ error, retry }: { error: Error; retry: () => void }) {
  if (error instanceof ApiError && error.code === 'invalid') {
    return <EmptyState title="Not known any more.">Callers are kept as long as calls.</EmptyState>;
  }
  return <ReadError title="Where callers belong could not be read." onRetry={retry} error={error} />;
}

type Counts = Omit<CountryItem, 'country'>;

/** A line of either list. */
interface PlaceRow extends Counts {
  key: string;
  name: ReactNode;
  href: string;
}

function Countries({ answer }: { answer: CountriesAnswer }) {
  const to = usePlace();
  const rows = answer.countries.map(({ country, ...counts }): PlaceRow => {
    const key = country ?? NO_PLACE;
    return { ...counts, key, name: <CountryName country={country} />, href: to('/callers', { country: key }) };
  });
  const more = footOf(answer, { rest: rows.slice(SHOWN), words: ['more country', 'more countries'] });
  return <Rows answer={answer} rows={rows} head="Country" foot={more} />;
}

/** Beyond the busiest 50 only their number is known. */
function Providers({ answer }: { answer: CountriesAnswer }) {
  const to = usePlace();
  const rows = answer.providers.map(({ provider, ...counts }): PlaceRow => {
    const key = String(provider?.asn ?? NO_PLACE);
    return { ...counts, key, name: <ProviderName provider={provider} />, href: to('/callers', { asn: key }) };
  });
  const beyond = answer.providerCount - SHOWN;
  const more = beyond > 0 ? `${countOf(beyond, 'more network')}.` : null;
  return <Rows answer={answer} rows={rows} head="Network" foot={more} />;
}

type RowsProps = { answer: CountriesAnswer; rows: readonly PlaceRow[]; head: string; foot: string | null };

function Rows({ answer, rows, head, foot }: RowsProps) {
  const to = usePlace();
  return (
    <Table
      label={`Callers by ${head.toLowerCase()}`}
      compact
      columns={columnsOf(answer, { head, most: rows[0]?.calls ?? 1 })}
      rows={rows.slice(0, SHOWN)}
      rowKey={({ key }) => key}
      rowHref={({ href }) => href}
      foot={foot}
      footEnd={<TextLink href={to('/callers')}>All {countOf(answer.callers, 'caller')}</TextLink>}
    />
  );
}

type Rest = { rest: readonly PlaceRow[]; words: readonly [one: string, many: string] };

/** "54 more countries: 61,190 calls, 69 callers in #318." */
function footOf({ incident, complete }: CountriesAnswer, { rest, words: [one, many] }: Rest): string | null {
  const sum = (of: (row: PlaceRow) => number) => rest.reduce((all, row) => all + of(row), 0);
  const named = sum(({ incidentCallers }) => incidentCallers);
  const calls = countOf(
    sum((row) => row.calls),
    'call',
  );
  const more = [
    ...(rest.length === 0 ? [] : [`${countOf(rest.length, one, many)}: ${calls}`]),
    ...(incident && named > 0 ? [`${countOf(named, 'caller')} in #${incident.id}`] : []),
  ];
  const words = [more.join(', '), complete ? '' : 'the least busy callers are not counted'].filter(Boolean);
  return words.length === 0 ? null : `${words.join('; ')}.`;
}

const columnsOf = (
  answer: CountriesAnswer,
  { head, most }: { head: string; most: number },
): readonly Column<PlaceRow>[] => [
  { id: 'place', head, grow: true, phone: 'title', cell: ({ name }) => name },
  {
    id: 'bar',
    head: <span className="sr-only">Share as a bar</span>,
    width: '34%',
    phone: 'note',
    cell: ({ calls }) => <CallsBar share={calls / most} />,
  },
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    phone: 'value',
    cell: ({ href, calls, callers }) => (
      <NumberLink inTable href={href} opens={`Open ${countOf(callers, 'caller')}`}>
        {formatCount(calls)}
      </NumberLink>
    ),
  },
  {
    id: 'share',
    head: 'Share',
    numeric: true,
    quiet: true,
    phone: 'unit',
    cell: ({ calls }) => formatRatio(calls / answer.calls),
  },
  ...incidentColumn(answer),
];

function incidentColumn({ incident }: CountriesAnswer): Column<PlaceRow>[] {
  if (!incident) return [];
  return [
    {
      id: 'incident',
      head: `In #${incident.id}`,
      numeric: true,
      phone: 'aside',
      cell: ({ incidentCallers }) => <Named count={incidentCallers} incident={incident} />,
    },
  ];
}

type NamedProps = { count: number; incident: NonNullable<CountriesAnswer['incident']> };

function Named({ count, incident }: NamedProps) {
  const to = usePlace();
  if (count === 0) return <span className="text-ink-3 max-md:hidden">0</span>;
  const state = incident.state === 'open' ? 'attack' : 'acknowledged';
  return (
    <span className="inline-flex items-center gap-1 font-medium">
      <StateMark state={state} />
      <NumberLink inTable href={to(`/incidents/${incident.id}`)} opens={`Open incident #${incident.id}`}>
        {formatCount(count)}
      </NumberLink>
    </span>
  );
}

/** At least 2 px, so that the rarest place is seen. Decorative: the numbers stand beside it. */
function CallsBar({ share }: { share: number }) {
  return (
    <span aria-hidden="true" className="block w-full min-w-12">
      <span className="block h-2 min-w-0.5 bg-series-1" style={{ width: `${share * 100}%` }} />
    </span>
  );
}
