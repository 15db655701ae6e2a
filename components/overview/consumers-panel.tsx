'use client';

import type { Comparison, OverviewConsumer, OverviewConsumersAnswer } from '../../lib/shared';
import { comparisonHead, consumerPage, countOf, exactValue, formatCount, relativeChange } from '../../lib/shared';
import { usePlace } from '../project/use-place';
import { type CallsHref, useCallsHref } from '../range/use-calls-href';
import { usePageState } from '../../lib/client';
import { Delta } from '../ui/data/delta';
import { NumberLink } from '../ui/data/number-link';
import { FailedRatio } from '../calls/count-columns';
import { TextLink } from '../ui/data/text-link';
import { Panel } from '../ui/layout/panel';
import { EmptyState } from '../ui/state/empty-state';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { asOfWords } from './as-of';
import { UnreadPanel } from './unread-panel';
import type { PanelRead } from './use-overview-panels';

const SHOWN = 10;

const columnsOf = (callsHref: CallsHref, compare: Comparison | null): readonly Column<OverviewConsumer>[] => [
  { id: 'name', head: 'Consumer', cell: ({ name }) => name, grow: true, phone: 'title' },
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    phone: 'value',
    cell: ({ name, calls }) => (
      <NumberLink
        inTable
        href={callsHref({ consumer: exactValue('consumer', name) })}
        opens={`Open ${countOf(calls, 'call')}`}
      >
        {formatCount(calls)}
      </NumberLink>
    ),
  },
  {
    id: 'before',
    head: comparisonHead(compare),
    numeric: true,
    quiet: true,
    phone: 'aside',
    cell: ({ calls, previousCalls }) =>
      previousCalls === null ? null : <Delta change={relativeChange(calls, previousCalls)} />,
  },
  {
    id: 'limited',
    head: '429',
    numeric: true,
    cell: ({ name, rateLimited }) => (
      <NumberLink
        inTable
        href={callsHref({ consumer: exactValue('consumer', name), status: '429' })}
        opens={`Open ${countOf(rateLimited, 'call')} answered 429`}
      >
        {formatCount(rateLimited)}
      </NumberLink>
    ),
  },
  {
    id: 'errors',
    head: 'Errors',
    numeric: true,
    phone: 'unit',
    cell: ({ name, errorRatio }) => (
      <FailedRatio href={callsHref({ consumer: exactValue('consumer', name), status: '>=400' })} ratio={errorRatio} />
    ),
  },
];

/** Who calls most; a row opens the consumer, its number the calls. */
export function ConsumersPanel({ read }: { read: PanelRead<OverviewConsumersAnswer> }) {
  if (!read.answer) return <UnreadPanel what="Consumers" read={read} rows={SHOWN} />;
  return <Consumers answer={read.answer} asOfMs={read.asOfMs} />;
}

function Consumers({ answer, asOfMs }: { answer: OverviewConsumersAnswer; asOfMs: number | null }) {
  const to = usePlace();
  const callsHref = useCallsHref(answer);
  const { compare } = usePageState();
  const rows = answer.consumers.slice(0, SHOWN);
  return (
    <Panel title="Consumers" note={`${rows.length} of ${formatCount(answer.count)}${asOfWords(asOfMs)}`} flush>
      <Table
        label="Consumers"
        columns={columnsOf(callsHref, compare)}
        rows={rows}
        rowKey={({ name }) => name}
        rowHref={({ name }) => to(consumerPage(name))}
        keyHints={[['c', 'calls']]}
        footEnd={rows.length > 0 ? <TextLink href={to('/consumers')}>All {formatCount(answer.count)}</TextLink> : null}
        empty={
          <EmptyState title="No call names a consumer.">
            Give the SDK a <code className="font-mono text-12">consumer</code> callback to see who calls.
          </EmptyState>
        }
      />
    </Panel>
  );
}
