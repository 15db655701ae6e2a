'use client';

import { useState } from 'react';
import type { OverviewAnswer, OverviewEndpoint } from '../../lib/shared';
import { formatCount, formatLatency, formatRatio, pointChange, relativeChange } from '../../lib/shared';
import { Sparkline } from '../charts/spark/sparkline';
import { Segmented } from '../ui/control/segmented';
import { Delta } from '../ui/data/delta';
import { Panel } from '../ui/layout/panel';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';

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

const columnsUpTo = (finishedSteps: number): readonly Column<OverviewEndpoint>[] => [
  {
    id: 'endpoint',
    head: 'Endpoint',
    grow: true,
    phone: 'title',
    cell: ({ method, route }) => (
      <span className="font-mono text-12">
        <span className="mr-2 inline-block min-w-12 text-ink-2 max-md:min-w-0">{method}</span>
        {route}
      </span>
    ),
  },
  { id: 'calls', head: 'Calls', numeric: true, phone: 'value', cell: ({ calls }) => formatCount(calls) },
  {
    id: 'calls-before',
    head: 'vs prev.',
    numeric: true,
    quiet: true,
    hideBelow: 'xl',
    cell: ({ calls, previousCalls }) =>
      previousCalls === null ? null : <Delta change={relativeChange(calls, previousCalls)} />,
  },
  {
    id: 'spark',
    head: 'Calls per step',
    phone: 'aside',
    cell: ({ spark }) => <Sparkline values={spark.slice(0, finishedSteps + 1)} openFrom={finishedSteps} />,
  },
  {
    id: 'errors',
    head: 'Error ratio',
    numeric: true,
    phone: 'unit',
    cell: ({ errorRatio }) => formatRatio(errorRatio),
  },
  {
    id: 'errors-before',
    head: 'vs prev.',
    numeric: true,
    quiet: true,
    hideBelow: 'xl',
    cell: ({ errorRatio, previousErrorRatio }) =>
      previousErrorRatio === null ? null : <Delta change={pointChange(errorRatio, previousErrorRatio)} />,
  },
  { id: 'p95', head: 'p95', numeric: true, hideBelow: 'lg', cell: ({ p95Ms }) => formatLatency(p95Ms) },
  { id: 'login', head: 'Kind', phone: 'detail', cell: ({ isLogin }) => (isLogin ? 'Login' : null), quiet: true },
];

type EndpointsPanelProps = {
  answer: OverviewAnswer;
  /** Steps that are over; the one after them runs and is dashed. */
  finishedSteps: number;
  callsHref: (query: Record<string, string>) => string;
};

/** The endpoints of the range in the order that is chosen; each opens its calls. */
export function EndpointsPanel({ answer, finishedSteps, callsHref }: EndpointsPanelProps) {
  const [order, setOrder] = useState<Order>('calls');
  const [all, setAll] = useState(false);
  const ranked = answer.endpoints.toSorted((a, b) => RANK[order](b) - RANK[order](a));
  const rows = all ? ranked : ranked.slice(0, SHOWN);
  return (
    <Panel
      title="Endpoints"
      note={`${rows.length} of ${formatCount(answer.endpointCount)}`}
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
        columns={columnsUpTo(finishedSteps)}
        rows={rows}
        rowKey={({ id }) => id}
        rowHref={({ id }) => callsHref({ endpoint: String(id) })}
        footEnd={
          ranked.length > SHOWN ? (
            <button type="button" className="ring-focus rounded-1 font-medium text-accent" onClick={() => setAll(!all)}>
              {all ? `The first ${SHOWN}` : `All ${ranked.length}`}
            </button>
          ) : null
        }
      />
    </Panel>
  );
}
