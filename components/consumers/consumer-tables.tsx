'use client';

import { usePageState } from '../../lib/client';
import type { ConsumerCaller, ConsumerDetail, ConsumerEndpoint } from '../../lib/shared';
import { countOf, exactValue, formatCount } from '../../lib/shared';
import { EndpointName } from '../endpoints/endpoint-name';
import { CountryName } from '../places/country-name';
import { usePlace } from '../project/use-place';
import { type CountedSpan, countedOver } from '../range/counted-over';
import { useCallsHref } from '../range/use-calls-href';
import { NumberLink } from '../ui/data/number-link';
import { Panel } from '../ui/layout/panel';
import { EmptyState } from '../ui/state/empty-state';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';

type Props = { consumer: ConsumerDetail; now: number };
const TALL_FROM_ROWS = 15;
const tall = (rows: readonly unknown[]) => (rows.length > TALL_FROM_ROWS ? { maxHeight: 452 } : {});

type CallsLink = (filter: { endpoint?: string; caller?: string }) => string;

/** "7", "the busiest 50 of 214", and the time they were counted over where it is not the page's. */
function noteOf({ items, count }: { items: readonly unknown[]; count: number }, over: string): string {
  const number = items.length < count ? `the busiest ${items.length} of ${formatCount(count)}` : formatCount(count);
  return over === '' ? number : `${number}, ${over}`;
}

/** Links to the very calls that were counted, which may be of a wider range than the page's. */
function useCallsLink(consumer: string, counted: CountedSpan | null): CallsLink {
  const callsHref = useCallsHref(counted);
  return (filter) => callsHref({ consumer: exactValue('consumer', consumer), ...filter });
}

/** What the consumer calls, the busiest first; a row opens the endpoint, its number the consumer's calls there. */
export function ConsumerEndpoints({ consumer, now }: Props) {
  const { range } = usePageState();
  const to = usePlace();
  const { endpoints } = consumer;
  const callsHref = useCallsLink(consumer.name, endpoints);
  return (
    <Panel title="Endpoints" note={noteOf(endpoints, countedOver(endpoints, range, now))} flush>
      <Table
        label="Endpoints of the consumer"
        columns={endpointColumns(callsHref)}
        rows={endpoints.items}
        rowKey={({ id }) => id}
        rowHref={({ id }) => to(`/endpoints/${id}`)}
        keyHints={[['c', 'calls']]}
        compact
        {...tall(endpoints.items)}
      />
    </Panel>
  );
}

const endpointColumns = (callsHref: CallsLink): readonly Column<ConsumerEndpoint>[] => [
  { id: 'endpoint', head: 'Endpoint', grow: true, phone: 'title', cell: (endpoint) => <EndpointName {...endpoint} /> },
  { id: 'kind', head: 'Kind', quiet: true, phone: 'detail', cell: ({ isLogin }) => (isLogin ? 'Login' : null) },
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    phone: 'value',
    cell: ({ id, calls }) => (
      <NumberLink inTable href={callsHref({ endpoint: String(id) })} opens={`Open ${countOf(calls, 'call')}`}>
        {formatCount(calls)}
      </NumberLink>
    ),
  },
];

/** Where the consumer calls from, the busiest first. */
export function ConsumerCallers({ consumer, now }: Props) {
  const { range } = usePageState();
  const { callers } = consumer;
  const callsHref = useCallsLink(consumer.name, callers);
  return (
    <Panel title="Callers" note={callers ? noteOf(callers, countedOver(callers, range, now)) : null} flush>
      {callers ? (
        <Table
          label="Callers of the consumer"
          columns={callerColumns(callsHref)}
          rows={callers.items}
          rowKey={({ address }) => address}
          rowHref={({ address }) => callsHref({ caller: address })}
          compact
          {...tall(callers.items)}
          empty={<EmptyState title="No call in these hours has a known caller." />}
        />
      ) : (
        <EmptyState title="Not known any more.">
          Which caller used which consumer is kept for 48 h; after that the calls tell, as long as they are kept.
        </EmptyState>
      )}
    </Panel>
  );
}

const callerColumns = (callsHref: CallsLink): readonly Column<ConsumerCaller>[] => [
  {
    id: 'address',
    head: 'Caller',
    grow: true,
    phone: 'title',
    cell: ({ address }) => <span className="font-mono text-12">{address}</span>,
  },
  { id: 'country', head: 'Country', phone: 'detail', cell: ({ country }) => <CountryName country={country} /> },
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    phone: 'value',
    cell: ({ address, calls }) => (
      <NumberLink inTable href={callsHref({ caller: address })} opens={`Open ${countOf(calls, 'call')}`}>
        {formatCount(calls)}
      </NumberLink>
    ),
  },
];
