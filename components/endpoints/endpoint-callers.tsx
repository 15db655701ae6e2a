'use client';

import type { EndpointBreakdown, EndpointCaller } from '../../lib/shared';
import { formatCount, formatRatio } from '../../lib/shared';
import { CountryName } from '../places/country-name';
import { EmptyState } from '../ui/state/empty-state';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { useHrefs } from './use-hrefs';

const SHOWN = 7;

const COLUMNS: readonly Column<EndpointCaller>[] = [
  {
    id: 'address',
    head: 'Caller',
    grow: true,
    phone: 'title',
    cell: ({ address }) => <span className="font-mono text-12">{address}</span>,
  },
  { id: 'country', head: 'Country', phone: 'detail', cell: ({ country }) => <CountryName country={country} /> },
  { id: 'calls', head: 'Calls', numeric: true, phone: 'value', cell: ({ calls }) => formatCount(calls) },
  { id: 'limited', head: '429', numeric: true, cell: ({ rateLimited }) => formatCount(rateLimited) },
  { id: 'errors', head: 'Errors', numeric: true, phone: 'unit', cell: ({ errorRatio }) => formatRatio(errorRatio) },
];

/** Who calls the endpoint, by address; each opens its calls here. */
export function EndpointCallers({ endpointId, answer }: { endpointId: number; answer: EndpointBreakdown }) {
  const { countedHref } = useHrefs();
  const shown = answer.callers.slice(0, SHOWN);
  const hidden = answer.callerCount - shown.length;
  return (
    <Table
      label="Callers of the endpoint"
      compact
      columns={COLUMNS}
      rows={shown}
      rowKey={({ address }) => address}
      rowHref={({ address }) => countedHref(endpointId, answer, { caller: address })}
      foot={hidden > 0 ? `${formatCount(hidden)} more` : null}
      empty={<EmptyState title="No call of this range tells its caller." />}
    />
  );
}
