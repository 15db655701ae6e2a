'use client';

import { useQuery } from '@tanstack/react-query';
import { ApiError, countriesQuery, usePageState } from '../../lib/client';
import type { CountriesAnswer, CountryItem } from '../../lib/shared';
import { countOf, formatCount, formatRatio } from '../../lib/shared';
import { ReadError } from '../failures/read-error';
import { useProject } from '../project/project-provider';
import { usePlace } from '../project/use-place';
import { countedOver } from '../range/counted-over';
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
import { NO_COUNTRY } from './use-country-filter';

const SHOWN = 8;

/** Where the callers of the range belong, with those of the incident that needs a person most. */
export function CountriesPanel({ now }: { now: number }) {
  const { project } = useProject();
  const { range, environment } = usePageState();
  const { fromMs, toMs } = range;
  const result = useQuery(countriesQuery(project.id, { fromMs, toMs, environment }));
  const over = result.data ? countedOver(result.data, range, now) : '';
  return (
    <Panel title="Callers by country" note={over === '' ? null : over} flush>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={SHOWN} rowHeight={28} />}
        failing={(error, retry) => <Failing error={error} retry={retry} />}
        isEmpty={({ callers }) => callers === 0}
        empty={<EmptyState title="No call of this range tells its caller." />}
      >
        {(answer) => <Countries answer={answer} />}
      </AsyncView>
    </Panel>
  );
}

function Failing({ error, retry }: { error: Error; retry: () => void }) {
  if (error instanceof ApiError && error.code === 'invalid') {
    return <EmptyState title="Not known any more.">Callers are kept as long as calls.</EmptyState>;
  }
  return <ReadError title="The countries could not be read." onRetry={retry} error={error} />;
}

function Countries({ answer }: { answer: CountriesAnswer }) {
  const to = usePlace();
  const shown = answer.countries.slice(0, SHOWN);
  const href = (country: string | null) => to('/callers', { country: country ?? NO_COUNTRY });
  return (
    <Table
      label="Callers by country"
      compact
      columns={columnsOf(answer, href)}
      rows={shown}
      rowKey={({ country }) => country ?? NO_COUNTRY}
      rowHref={({ country }) => href(country)}
      foot={footOf(answer)}
      footEnd={<TextLink href={to('/callers')}>All {countOf(answer.callers, 'caller')}</TextLink>}
    />
  );
}

/** "54 more countries: 61,190 calls, 69 callers in #318." */
function footOf({ countries, incident, complete }: CountriesAnswer): string | null {
  const rest = countries.slice(SHOWN);
  const sum = (of: (item: CountryItem) => number) => rest.reduce((all, item) => all + of(item), 0);
  const named = sum(({ incidentCallers }) => incidentCallers);
  const more =
    rest.length === 0
      ? []
      : [
          `${countOf(rest.length, 'more country', 'more countries')}: ${countOf(
            sum(({ calls }) => calls),
            'call',
          )}`,
          ...(incident && named > 0 ? [`${countOf(named, 'caller')} in #${incident.id}`] : []),
        ];
  const words = [more.join(', '), complete ? '' : 'the least busy callers are not counted'].filter(Boolean);
  return words.length === 0 ? null : `${words.join('; ')}.`;
}

type Href = (country: string | null) => string;

const columnsOf = (answer: CountriesAnswer, href: Href): readonly Column<CountryItem>[] => [
  {
    id: 'country',
    head: 'Country',
    grow: true,
    phone: 'title',
    cell: ({ country }) => <CountryName country={country} />,
  },
  {
    id: 'bar',
    head: <span className="sr-only">Share as a bar</span>,
    width: '34%',
    phone: 'note',
    cell: ({ calls }) => <CallsBar share={calls / (answer.countries[0]?.calls ?? 1)} />,
  },
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    phone: 'value',
    cell: ({ country, calls, callers }) => (
      <NumberLink inTable href={href(country)} opens={`Open ${countOf(callers, 'caller')}`}>
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

function incidentColumn({ incident }: CountriesAnswer): Column<CountryItem>[] {
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

/** At least 2 px, so that the rarest country is seen. Decorative: the numbers stand beside it. */
function CallsBar({ share }: { share: number }) {
  return (
    <span aria-hidden="true" className="block w-full min-w-12">
      <span className="block h-2 min-w-0.5 bg-series-1" style={{ width: `${share * 100}%` }} />
    </span>
  );
}
