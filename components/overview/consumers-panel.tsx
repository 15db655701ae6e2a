'use client';

import type { OverviewAnswer, OverviewConsumer } from '../../lib/shared';
import { formatCount, formatRatio, relativeChange } from '../../lib/shared';
import { Delta } from '../ui/data/delta';
import { Panel } from '../ui/layout/panel';
import { EmptyState } from '../ui/state/empty-state';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';

const SHOWN = 10;

const COLUMNS: readonly Column<OverviewConsumer>[] = [
  { id: 'name', head: 'Consumer', cell: ({ name }) => name, grow: true, phone: 'title' },
  { id: 'calls', head: 'Calls', numeric: true, cell: ({ calls }) => formatCount(calls), phone: 'value' },
  {
    id: 'before',
    head: 'vs prev.',
    numeric: true,
    quiet: true,
    phone: 'aside',
    cell: ({ calls, previousCalls }) =>
      previousCalls === null ? null : <Delta change={relativeChange(calls, previousCalls)} />,
  },
  { id: 'limited', head: '429', numeric: true, cell: ({ rateLimited }) => formatCount(rateLimited) },
  { id: 'errors', head: 'Errors', numeric: true, cell: ({ errorRatio }) => formatRatio(errorRatio), phone: 'unit' },
];

type ConsumersPanelProps = { answer: OverviewAnswer; callsHref: (query: Record<string, string>) => string };

/** Who calls most; each opens its calls. */
export function ConsumersPanel({ answer, callsHref }: ConsumersPanelProps) {
  const rows = answer.consumers.slice(0, SHOWN);
  return (
    <Panel title="Consumers" note={`${rows.length} of ${formatCount(answer.consumerCount)}`} flush>
      <Table
        label="Consumers"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ name }) => name}
        rowHref={({ name }) => callsHref({ consumer: name })}
        empty={
          <EmptyState title="No call names a consumer.">
            Give the SDK a <code className="font-mono text-12">consumer</code> callback to see who calls.
          </EmptyState>
        }
      />
    </Panel>
  );
}
