'use client';

import type { ConsumerMove, EndpointMove, Move, MoversAnswer } from '../../lib/shared';
import { consumerPage, countOf, exactValue, formatCount, formatLatency, formatRatio } from '../../lib/shared';
import { EndpointName } from '../endpoints/endpoint-name';
import { usePlace } from '../project/use-place';
import { NumberLink } from '../ui/data/number-link';
import { EmptyState } from '../ui/state/empty-state';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';
import { MovedBy } from './moved-by';

const WORDS = { calls: 'Calls', error_ratio: 'Error ratio', p95_ms: 'p95' } as const;
const SAY = { calls: formatCount, error_ratio: (ratio: number | null) => formatRatio(ratio), p95_ms: formatLatency };

type Filter = Readonly<Record<string, string>>;
/** The calls of an entity in the range, or in the one before. */
type CallsHref<Of> = (of: Of, span: Filter) => string;

const spanOf = ({ from, to }: { from: string; to: string }): Filter => ({ from, to });
/** Errors open the calls that failed. */
const statusOf = ({ measure }: Move): Filter => (measure === 'error_ratio' ? { status: '>=400' } : {});

const numberColumns = <Of extends Move>(answer: MoversAnswer, href: CallsHref<Of>): readonly Column<Of>[] => [
  { id: 'measure', head: 'Measure', quiet: true, phone: 'detail', cell: ({ measure }) => WORDS[measure] },
  {
    id: 'before',
    head: 'Before',
    numeric: true,
    quiet: true,
    cell: (of) => (
      <NumberLink inTable href={href(of, spanOf(answer.before))} opens="Open the calls before">
        {SAY[of.measure](of.before)}
      </NumberLink>
    ),
  },
  {
    id: 'now',
    head: 'Now',
    numeric: true,
    phone: 'value',
    cell: (of) => (
      <NumberLink
        inTable
        href={href(of, spanOf(answer))}
        opens={of.measure === 'error_ratio' ? 'Open the calls that failed' : `Open ${countOf(of.calls, 'call')}`}
      >
        {SAY[of.measure](of.now)}
      </NumberLink>
    ),
  },
  { id: 'moved', head: 'At least', numeric: true, phone: 'unit', cell: (of) => <MovedBy factor={of.movedBy} /> },
];

/** Endpoints that moved, the furthest first; a row opens the endpoint, its numbers the calls. */
export function EndpointMoves({ answer }: { answer: MoversAnswer }) {
  const to = usePlace();
  const href = (of: EndpointMove, span: Filter) => to('/calls', { ...span, ...statusOf(of), endpoint: String(of.id) });
  return (
    <Table
      label="Endpoints that moved"
      compact
      columns={[
        { id: 'endpoint', head: 'Endpoint', grow: true, phone: 'title', cell: (of) => <EndpointName {...of} /> },
        ...numberColumns(answer, href),
      ]}
      rows={answer.endpoints}
      rowKey={({ id, measure }) => `${id} ${measure}`}
      rowHref={({ id }) => to(`/endpoints/${id}`)}
      empty={<EmptyState title="No endpoint moved." />}
    />
  );
}

/** The same of consumers. */
export function ConsumerMoves({ moves, answer }: { moves: readonly ConsumerMove[]; answer: MoversAnswer }) {
  const to = usePlace();
  const href = (of: ConsumerMove, span: Filter) =>
    to('/calls', { ...span, ...statusOf(of), consumer: exactValue('consumer', of.name) });
  return (
    <Table
      label="Consumers that moved"
      compact
      columns={[
        { id: 'consumer', head: 'Consumer', grow: true, phone: 'title', cell: ({ name }) => name },
        ...numberColumns(answer, href),
      ]}
      rows={moves}
      rowKey={({ name, measure }) => `${name} ${measure}`}
      rowHref={({ name }) => to(consumerPage(name))}
      empty={<EmptyState title="No consumer moved." />}
    />
  );
}
