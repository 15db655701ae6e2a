'use client';

import type { EndpointConsumer, EndpointDetail } from '../../lib/shared';
import { consumerPage, countOf, exactValue, formatCount, formatRange, formatRatio } from '../../lib/shared';
import { usePlace } from '../project/use-place';
import { useCallsHref } from '../range/use-calls-href';
import { NumberLink } from '../ui/data/number-link';
import { Panel } from '../ui/layout/panel';
import { EmptyState } from '../ui/state/empty-state';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';

const SHOWN = 7;

type ColumnsInput = {
  /** All calls that are shared out. */
  all: number;
  callsHref: (name: string) => string;
};

const columnsOf = ({ all, callsHref }: ColumnsInput): readonly Column<EndpointConsumer>[] => [
  { id: 'name', head: 'Consumer', grow: true, phone: 'title', cell: ({ name }) => name },
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    phone: 'value',
    cell: ({ name, calls }) => (
      <NumberLink inTable href={callsHref(name)} opens={`Open ${countOf(calls, 'call')}`}>
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
    cell: ({ calls }) => formatRatio(all === 0 ? null : calls / all),
  },
];

/** Who calls the endpoint most, over the time that they were counted in; each leads to its page, its calls to themselves. */
export function EndpointConsumers({ answer, now }: { answer: EndpointDetail; now: number }) {
  const to = usePlace();
  const { consumers, endpoint } = answer;
  const { from, to: end, items, count, calls: all } = consumers;
  const wider = from !== answer.from || end !== answer.to;
  const toCalls = useCallsHref(consumers);
  const callsHref = (name: string) =>
    toCalls({ endpoint: String(endpoint.id), consumer: exactValue('consumer', name) });
  const hidden = count - Math.min(SHOWN, items.length);
  return (
    <Panel
      title="Consumers"
      note={formatCount(count)}
      end={wider ? `of ${formatRange(from, end, now)}` : 'of the calls that name one'}
      flush
    >
      <Table
        label="Consumers of the endpoint"
        compact
        columns={columnsOf({ all, callsHref })}
        rows={items.slice(0, SHOWN)}
        rowKey={({ name }) => name}
        rowHref={({ name }) => to(consumerPage(name))}
        foot={hidden > 0 ? `${formatCount(hidden)} more` : null}
        empty={
          <EmptyState title="No call of this range names a consumer.">
            Give the SDK a <code className="font-mono text-12">consumer</code> callback to see who calls.
          </EmptyState>
        }
      />
    </Panel>
  );
}
