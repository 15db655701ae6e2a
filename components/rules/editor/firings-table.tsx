'use client';

import { usePlace } from '../../project/use-place';
import type { BacktestAnswer, BacktestFiring, RuleMeasure } from '../../../lib/shared';
import { formatDuration, formatMeasure, formatMoment, NO_VALUE } from '../../../lib/shared';
import { TextLink } from '../../ui/data/text-link';
import type { Column } from '../../ui/table/column';
import { Table } from '../../ui/table/table';
import { firingMs, incidentsDuring } from './backtest-words';

const TALL_FROM_ROWS = 12;

type Row = BacktestFiring & { number: number };

/** Every firing of the backtest, the newest first. */
export function FiringsTable({ answer, measure }: { answer: BacktestAnswer; measure: RuleMeasure }) {
  const rows = answer.firings.map((firing, index): Row => ({ ...firing, number: index + 1 })).reverse();
  return (
    <Table
      label="Firings, newest first"
      columns={columnsOf(answer, measure)}
      rows={rows}
      rowKey={({ number }) => number}
      {...(rows.length > TALL_FROM_ROWS && { maxHeight: 390 })}
    />
  );
}

const columnsOf = (answer: BacktestAnswer, measure: RuleMeasure): readonly Column<Row>[] => [
  { id: 'number', head: 'Would have fired', phone: 'detail', cell: ({ number }) => number },
  { id: 'from', head: 'From, UTC', phone: 'title', cell: ({ from }) => formatMoment(from, answer.to, 'minute') },
  {
    id: 'for',
    head: 'For',
    numeric: true,
    phone: 'unit',
    cell: (firing) => `${formatDuration(firingMs(firing, answer))}${firing.to === null ? ', still firing' : ''}`,
  },
  {
    id: 'peak',
    head: 'Peak',
    numeric: true,
    phone: 'value',
    cell: ({ peakValue }) => (peakValue === null ? 'no data' : formatMeasure(measure, peakValue)),
  },
  {
    id: 'what',
    head: 'Incidents meanwhile',
    grow: true,
    phone: 'note',
    cell: (firing) => <During firing={firing} answer={answer} />,
  },
];

function During({ firing, answer }: { firing: BacktestFiring; answer: BacktestAnswer }) {
  const to = usePlace();
  const incidents = incidentsDuring(firing, answer);
  if (incidents.length === 0) return <span className="text-ink-3">{NO_VALUE}</span>;
  return incidents.map(({ id, title }) => (
    <span key={id} className="mr-3">
      <TextLink href={to(`/incidents/${id}`)}>#{id}</TextLink> {title}
    </span>
  ));
}
