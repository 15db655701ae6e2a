'use client';

import type { EndpointConsumer, EndpointDetail } from '../../lib/shared';
import { formatCount, formatRange, formatRatio } from '../../lib/shared';
import { Panel } from '../ui/layout/panel';
import { EmptyState } from '../ui/state/empty-state';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { useHrefs } from './use-hrefs';

const SHOWN = 7;

const columnsOf = (all: number): readonly Column<EndpointConsumer>[] => [
  { id: 'name', head: 'Consumer', grow: true, phone: 'title', cell: ({ name }) => name },
  { id: 'calls', head: 'Calls', numeric: true, phone: 'value', cell: ({ calls }) => formatCount(calls) },
  {
    id: 'share',
    head: 'Share',
    numeric: true,
    quiet: true,
    phone: 'unit',
    cell: ({ calls }) => formatRatio(all === 0 ? null : calls / all),
  },
];

/** Who calls the endpoint most; each opens its calls here. */
export function EndpointConsumers({ answer, now }: { answer: EndpointDetail; now: number }) {
  const { callsHref } = useHrefs();
  const { consumers, endpoint } = answer;
  const wider = consumers.from !== answer.from || consumers.to !== answer.to;
  const all = consumers.items.reduce((sum, { calls }) => sum + calls, 0);
  const hidden = consumers.count - Math.min(SHOWN, consumers.items.length);
  return (
    <Panel title="Consumers" note={formatCount(consumers.count)} end="most calls first" flush>
      <Table
        label="Consumers of the endpoint"
        compact
        columns={columnsOf(consumers.count > consumers.items.length ? 0 : all)}
        rows={consumers.items.slice(0, SHOWN)}
        rowKey={({ name }) => name}
        rowHref={({ name }) => callsHref(endpoint.id, { consumer: name })}
        foot={footWords(hidden, wider ? formatRange(consumers.from, consumers.to, now) : null)}
        empty={
          <EmptyState title="No call of this range names a consumer.">
            Give the SDK a <code className="font-mono text-12">consumer</code> callback to see who calls.
          </EmptyState>
        }
      />
    </Panel>
  );
}

function footWords(hidden: number, counted: string | null): string | null {
  const words = [hidden > 0 ? `${formatCount(hidden)} more` : null, counted && `Counted over ${counted}`];
  return words.filter((word) => word !== null).join('. ') || null;
}
