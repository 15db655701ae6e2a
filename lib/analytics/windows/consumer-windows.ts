import type { Observation } from '../../shared';
import { slide } from './minutes';
import type { WindowSpan } from './minutes';

/** How many distinct consumers called in each window, from who called in which minute (seconds since the epoch). */
export function consumerWindows(
  presence: ReadonlyMap<number, ReadonlySet<number>>,
  span: WindowSpan & { windowSeconds: number },
): Observation[] {
  const minutesOf = new Map<number, number>();
  return slide(span, {
    enter(minute) {
      for (const id of presence.get(minute) ?? []) minutesOf.set(id, (minutesOf.get(id) ?? 0) + 1);
    },
    leave(minute) {
      for (const id of presence.get(minute) ?? []) {
        const left = (minutesOf.get(id) ?? 0) - 1;
        if (left > 0) minutesOf.set(id, left);
        else minutesOf.delete(id);
      }
    },
    read: () => ({ kind: 'value', value: minutesOf.size, calls: minutesOf.size, partial: false }),
  });
}
