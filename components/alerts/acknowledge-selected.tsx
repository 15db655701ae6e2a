import type { AlertItem } from '../../lib/shared';
import { countOf } from '../../lib/shared';
import { Button } from '../ui/control/button';
import type { AcknowledgeMany } from './use-acknowledge';

type AcknowledgeSelectedProps = { alerts: readonly AlertItem[]; many: AcknowledgeMany; onDone: () => void };

/** Acknowledges those of the selected alerts that go on and that nobody is at. */
export function AcknowledgeSelected({ alerts, many, onDone }: AcknowledgeSelectedProps) {
  const open = alerts.filter(({ state, acknowledgedAt }) => state !== 'resolved' && acknowledgedAt === null);
  if (open.length === 0) return <span>none waits for somebody</span>;
  return (
    <Button
      size="sm"
      busy={many.isPending && 'Acknowledging…'}
      onClick={() =>
        many.mutate(
          open.map(({ id }) => id),
          { onSuccess: onDone },
        )
      }
    >
      Acknowledge {countOf(open.length, 'alert')}
    </Button>
  );
}
