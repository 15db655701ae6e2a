'use client';

import type { EndpointBreakdown, EndpointCaller } from '../../lib/shared';
import { countOf, formatCount } from '../../lib/shared';
import { callsColumn, FailedRatio } from '../calls/count-columns';
import { CountryName } from '../places/country-name';
import { lookedAt } from '../range/counted-over';
import { NumberLink } from '../ui/data/number-link';
import { EmptyState } from '../ui/state/empty-state';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { useHrefs } from './use-hrefs';

const SHOWN = 7;

const columnsOf = (href: (caller: EndpointCaller, status?: string) => string): readonly Column<EndpointCaller>[] => [
  {
    id: 'address',
    head: 'Caller',
    grow: true,
    phone: 'title',
    cell: ({ address }) => <span className="font-mono text-12">{address}</span>,
  },
  { id: 'country', head: 'Country', phone: 'detail', cell: ({ country }) => <CountryName country={country} /> },
  callsColumn((caller) => href(caller)),
  {
    id: 'limited',
    head: '429',
    numeric: true,
    cell: (caller) => (
      <NumberLink inTable href={href(caller, '429')} opens={`Open ${countOf(caller.rateLimited, 'call')} answered 429`}>
        {formatCount(caller.rateLimited)}
      </NumberLink>
    ),
  },
  {
    id: 'errors',
    head: 'Errors',
    numeric: true,
    phone: 'unit',
    cell: (caller) => <FailedRatio href={href(caller, '>=400')} ratio={caller.errorRatio} />,
  },
];

/** Who calls the endpoint, by address; each opens its calls here. */
export function EndpointCallers({ endpointId, answer }: { endpointId: number; answer: EndpointBreakdown }) {
  const { callsHref } = useHrefs(lookedAt(answer));
  const href = ({ address }: EndpointCaller, status?: string) =>
    callsHref(endpointId, { caller: address, ...(status && { status }) });
  const shown = answer.callers.slice(0, SHOWN);
  const hidden = answer.callerCount - shown.length;
  return (
    <Table
      label="Callers of the endpoint"
      compact
      columns={columnsOf(href)}
      rows={shown}
      rowKey={({ address }) => address}
      rowHref={(caller) => href(caller)}
      foot={hidden > 0 ? `${formatCount(hidden)} more` : null}
      empty={<EmptyState title="No call of this range tells its caller." />}
    />
  );
}
