'use client';

import type { LoginEndpoint } from '../../lib/shared';
import { countOf, formatCount, formatRatio } from '../../lib/shared';
import { EndpointName } from '../endpoints/endpoint-name';
import { usePlace } from '../project/use-place';
import type { CountedSpan } from '../range/counted-over';
import { type CallsHref, useCallsHref } from '../range/use-calls-href';
import { NumberLink } from '../ui/data/number-link';
import { Panel } from '../ui/layout/panel';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';

type LoginEndpointsProps = { answer: CountedSpan & { endpoints: readonly LoginEndpoint[] } };

/** Where logins happen, those with the most failures first. */
export function LoginEndpoints({ answer }: LoginEndpointsProps) {
  const to = usePlace();
  const callsHref = useCallsHref(answer);
  const { endpoints } = answer;
  return (
    <Panel title="Login endpoints" note={formatCount(endpoints.length)} flush>
      <Table
        label="Login endpoints"
        columns={columnsOf(callsHref)}
        rows={endpoints}
        rowKey={({ id }) => id}
        rowHref={({ id }) => to(`/endpoints/${id}`)}
        keyHints={[['c', 'calls']]}
      />
    </Panel>
  );
}

const columnsOf = (callsHref: CallsHref): readonly Column<LoginEndpoint>[] => [
  { id: 'endpoint', head: 'Endpoint', grow: true, phone: 'title', cell: (endpoint) => <EndpointName {...endpoint} /> },
  {
    id: 'kind',
    head: 'Known by',
    quiet: true,
    phone: 'detail',
    cell: ({ isLogin }) => (isLogin ? 'marked as login' : 'its attempts'),
  },
  {
    id: 'failures',
    head: 'Failed',
    numeric: true,
    phone: 'value',
    sortBy: ({ failures }) => failures,
    cell: ({ failures }) => (
      <>
        {formatCount(failures)}
        <span className="md:hidden"> failed</span>
      </>
    ),
  },
  {
    id: 'successes',
    head: 'Succeeded',
    numeric: true,
    sortBy: ({ successes }) => successes,
    cell: ({ successes }) => formatCount(successes),
  },
  {
    id: 'ratio',
    head: 'Failure ratio',
    numeric: true,
    phone: 'unit',
    sortBy: ({ failureRatio }) => failureRatio,
    cell: ({ failureRatio }) => (
      <>
        {formatRatio(failureRatio)}
        <span className="md:hidden"> failed</span>
      </>
    ),
  },
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    sortBy: ({ calls }) => calls,
    cell: ({ id, calls }) => (
      <NumberLink inTable href={callsHref({ endpoint: String(id) })} opens={`Open ${countOf(calls, 'call')}`}>
        {formatCount(calls)}
      </NumberLink>
    ),
  },
];
