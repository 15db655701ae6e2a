'use client';

import { useState } from 'react';
import type { Comparison, IncidentItem, OverviewEndpoint, OverviewEndpointsAnswer } from '../../lib/shared';
import { comparisonHead, countOf, formatCount, pointChange, relativeChange } from '../../lib/shared';
import { FailedRatio, SlowerLink } from '../calls/count-columns';
import { LEAST_CALLS } from '../calls/slower';
import { CallsSpark, smallSteps, type SmallSteps } from '../endpoints/calls-spark';
import { EndpointName } from '../endpoints/endpoint-name';
import { incidentOf } from '../endpoints/endpoint-rows';
import { EndpointState } from '../endpoints/endpoint-state';
import { usePlace } from '../project/use-place';
import { type CallsHref, useCallsHref } from '../range/use-calls-href';
import type { Watch } from '../range/watched';
import { usePageState } from '../../lib/client';
import { Segmented } from '../ui/control/segmented';
import { Delta } from '../ui/data/delta';
import { NumberLink } from '../ui/data/number-link';
import { TextLink } from '../ui/data/text-link';
import { Panel } from '../ui/layout/panel';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { asOfWords } from './as-of';
import { UnreadPanel } from './unread-panel';
import type { PanelRead } from './use-overview-panels';

const ORDERS = [
  { value: 'calls', label: 'Calls' },
  { value: 'errors', label: 'Errors' },
  { value: 'p95', label: 'p95' },
] as const;
type Order = (typeof ORDERS)[number]['value'];

const RANK: Record<Order, (endpoint: OverviewEndpoint) => number> = {
  calls: (endpoint) => endpoint.calls,
  errors: (endpoint) => endpoint.errors,
  p95: (endpoint) => endpoint.p95Ms ?? -1,
};

const SHOWN = 14;

type ColumnsInput = Pick<TableProps, 'incidents' | 'watch'> & {
  callsHref: CallsHref;
  sparks: SmallSteps;
  compare: Comparison | null;
};

type Columns = readonly Column<OverviewEndpoint>[];

const columnsOf = ({ sparks, watch, callsHref, compare, incidents }: ColumnsInput): Columns => [
  {
    id: 'endpoint',
    head: 'Endpoint',
    grow: true,
    phone: 'title',
    cell: (endpoint) => <EndpointName {...endpoint} />,
  },
  {
    id: 'login',
    head: 'Kind',
    quiet: true,
    phone: 'note',
    hideUnder: 960,
    cell: ({ isLogin }) => (isLogin ? 'Login' : null),
  },
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
  {
    id: 'calls-before',
    head: comparisonHead(compare),
    numeric: true,
    quiet: true,
    hideUnder: 720,
    cell: ({ calls, previousCalls }) =>
      previousCalls === null ? null : <Delta change={relativeChange(calls, previousCalls)} />,
  },
  {
    id: 'spark',
    head: 'Calls per step',
    phone: 'aside',
    hideUnder: 640,
    cell: ({ spark }) => spark && <CallsSpark counts={spark} sparks={sparks} watch={watch} />,
  },
  ...howWell({ compare, callsHref }),
  {
    id: 'state',
    head: 'State',
    phone: 'detail',
    cell: ({ id }) => <EndpointState incident={incidentOf(id, incidents)} />,
  },
];

const howWell = ({ compare, callsHref }: Pick<ColumnsInput, 'compare' | 'callsHref'>): Columns => [
  {
    id: 'errors',
    head: 'Error ratio',
    numeric: true,
    phone: 'unit',
    cell: ({ id, errorRatio }) => (
      <FailedRatio href={callsHref({ endpoint: String(id), status: '>=400' })} ratio={errorRatio} />
    ),
  },
  {
    id: 'errors-before',
    head: comparisonHead(compare),
    numeric: true,
    quiet: true,
    hideUnder: 720,
    cell: ({ errorRatio, previousErrorRatio }) =>
      previousErrorRatio === null ? null : <Delta change={pointChange(errorRatio, previousErrorRatio)} />,
  },
  {
    id: 'p95',
    head: 'p95',
    numeric: true,
    hideUnder: 640,
    cell: ({ id, calls, p95Ms }) => (
      <SlowerLink
        ms={p95Ms}
        isOfFew={calls < LEAST_CALLS.p95}
        hrefOf={(filter) => callsHref({ endpoint: String(id), ...filter })}
      />
    ),
  },
];

type EndpointsPanelProps = {
  read: PanelRead<OverviewEndpointsAnswer>;
  /** Start of the step that runs, epoch ms. */
  unfinishedFrom: number;
  watch: Watch;
  /** Those that nobody resolved, newest first. */
  incidents: readonly IncidentItem[];
};

/** The endpoints of the range in the order that is chosen; each leads to its page, its calls to themselves. */
export function EndpointsPanel({ read, ...props }: EndpointsPanelProps) {
  if (!read.answer) return <UnreadPanel what="Endpoints" read={read} rows={SHOWN} />;
  return <Endpoints answer={read.answer} asOfMs={read.asOfMs} {...props} />;
}

type TableProps = Omit<EndpointsPanelProps, 'read'> & {
  answer: OverviewEndpointsAnswer;
  asOfMs: number | null;
};

function Endpoints({ answer, asOfMs, unfinishedFrom, watch, incidents }: TableProps) {
  const [order, setOrder] = useState<Order>('calls');
  const to = usePlace();
  const callsHref = useCallsHref(answer);
  const { compare } = usePageState();
  const ranked = answer.endpoints.toSorted((a, b) => RANK[order](b) - RANK[order](a));
  const rows = ranked.slice(0, SHOWN);
  const sparks = smallSteps({ fromMs: Date.parse(answer.from), toMs: Date.parse(answer.to) }, unfinishedFrom);
  return (
    <Panel
      title="Endpoints"
      note={`${rows.length} of ${formatCount(answer.count)}${asOfWords(asOfMs)}`}
      end={
        <>
          Order
          <Segmented label="Order" options={ORDERS} value={order} onChange={setOrder} />
        </>
      }
      flush
    >
      <Table
        label="Endpoints"
        primary
        columns={columnsOf({ sparks, watch, callsHref, compare, incidents })}
        rows={rows}
        rowKey={({ id }) => id}
        rowHref={({ id }) => to(`/endpoints/${id}`)}
        keyHints={[['c', 'calls']]}
        footEnd={
          <TextLink href={to('/endpoints')}>
            {answer.count === 1 ? 'All endpoints' : `All ${countOf(answer.count, 'endpoint')}`}
          </TextLink>
        }
      />
    </Panel>
  );
}
