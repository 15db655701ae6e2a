import type { AlertItem } from '../../lib/shared';
import type { State } from '../ui/state/state';

/** Mark and word of an alert's state; who is at it takes the red away. */
export function alertMark({ state, acknowledgedAt }: Pick<AlertItem, 'state' | 'acknowledgedAt'>): {
  state: State;
  word: string;
} {
  if (state === 'resolved') return { state: 'resolved', word: 'Resolved' };
  const word = state === 'firing' ? 'Firing' : 'No data';
  if (acknowledgedAt !== null) return { state: 'acknowledged', word };
  return { state: state === 'firing' ? 'attack' : 'degraded', word };
}

/** When people were told of it, or when it began if nobody has been. */
export const firedAt = (alert: AlertItem): string => alert.firedAt ?? alert.startedAt;

/** How long it has gone on, or went on. */
export const alertMs = (alert: AlertItem, now: number): number =>
  (alert.resolvedAt === null ? now : Date.parse(alert.resolvedAt)) - Date.parse(firedAt(alert));
