import type { AlertItem } from '../../lib/shared';
import { formatCondition, formatDuration, formatMeasure, formatMoment, measureName } from '../../lib/shared';
import { SeverityWord } from '../incidents/severity-word';
import { Button } from '../ui/control/button';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';
import { alertMark, alertMs, firedAt } from './alert-words';
import type { Acknowledge } from './use-acknowledge';

interface AlertColumnsInput {
  now: number;
  /** Null for people who may not acknowledge. */
  acknowledge: Acknowledge | null;
}

/** Columns of the list of alerts. */
export const alertColumns = ({ now, acknowledge }: AlertColumnsInput): readonly Column<AlertItem>[] => [
  { id: 'rule', head: 'Rule', grow: true, phone: 'sentence', cell: (alert) => <Words alert={alert} /> },
  { id: 'state', head: 'State', phone: 'detail', cell: (alert) => <AlertStateLabel alert={alert} /> },
  { id: 'severity', head: 'Severity', hideBelow: 'lg', cell: ({ severity }) => <SeverityWord severity={severity} /> },
  { id: 'value', head: 'Value', numeric: true, phone: 'value', cell: (alert) => valueOf(alert) },
  { id: 'since', head: 'Since, UTC', phone: 'note', cell: (alert) => formatMoment(firedAt(alert), now, 'minute') },
  { id: 'for', head: 'For', numeric: true, phone: 'unit', cell: (alert) => formatDuration(alertMs(alert, now)) },
  {
    id: 'acknowledged',
    head: 'Acknowledged by',
    hideBelow: 'lg',
    cell: (alert) => <AcknowledgedBy alert={alert} acknowledge={acknowledge} />,
  },
];

/** The latest value while it goes on, afterwards the worst one. */
function valueOf({ state, value, peakValue, definition }: AlertItem): string {
  return formatMeasure(definition.measure, state === 'resolved' ? peakValue : value);
}

function Words({ alert: { id, ruleName, definition } }: { alert: AlertItem }) {
  const what = `${measureName(definition.measure)} ${formatCondition(definition)}`;
  return (
    <>
      <span className="mr-2 text-ink-3">#{id}</span>
      <span className="font-medium">{ruleName}</span>
      {ruleName.toLowerCase().startsWith(what.toLowerCase()) ? null : (
        <span className="ml-2 text-12 text-ink-3">{what}</span>
      )}
    </>
  );
}

export function AlertStateLabel({ alert }: { alert: AlertItem }) {
  const { state, word } = alertMark(alert);
  return <StateLabel state={state}>{word}</StateLabel>;
}

function AcknowledgedBy({ alert, acknowledge }: { alert: AlertItem; acknowledge: Acknowledge | null }) {
  if (alert.acknowledgedBy !== null) return alert.acknowledgedBy;
  if (alert.state === 'resolved' || !acknowledge) return <span className="text-ink-3">nobody</span>;
  return (
    <span className="relative z-1">
      <Button
        size="sm"
        busy={acknowledge.isPending && acknowledge.variables === alert.id && 'Acknowledging…'}
        onClick={() => acknowledge.mutate(alert.id)}
      >
        Acknowledge<span className="sr-only"> #{alert.id}</span>
      </Button>
    </span>
  );
}
