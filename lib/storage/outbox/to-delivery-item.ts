import type { DeliveryItem } from '../../shared';
import type { MessageRow } from './list-messages';

function causeOf({ alertId, incidentId }: MessageRow): DeliveryItem['cause'] {
  if (alertId !== null) return { alertId };
  return incidentId === null ? null : { incidentId };
}

/** A message as the API shows it. */
export function toDeliveryItem(row: MessageRow): DeliveryItem {
  const waiting = row.state === 'queued' || row.state === 'retrying';
  return {
    id: row.id,
    channelId: row.channelId,
    channelKind: row.channelKind,
    channelName: row.channelName ?? row.recipient ?? 'deleted channel',
    subject: row.subject,
    kind: row.kind,
    reopened: row.reopened,
    cause: causeOf(row),
    state: row.state,
    attempts: row.attempts,
    createdAt: row.createdAt.toISOString(),
    nextAttemptAt: waiting ? row.nextAttemptAt.toISOString() : null,
  };
}
