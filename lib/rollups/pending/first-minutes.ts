import type { KeyTable } from './key-table';
import type { PendingTotals } from './totals';

const MS_PER_MINUTE = 60_000;

/** Start of the first minute with a call of each id, in milliseconds since the epoch. */
export interface FirstMinutes {
  endpoints: Map<number, number>;
  consumers: Map<number, number>;
}

function addFirst(into: Map<number, number>, table: KeyTable): void {
  for (let row = 0; row < table.size; row++) {
    const id = table.key(row, 1);
    const atMs = table.key(row, 0) * MS_PER_MINUTE;
    if (atMs < (into.get(id) ?? Number.POSITIVE_INFINITY)) into.set(id, atMs);
  }
}

/** The first minutes of endpoints and consumers among totals of one project, of all its environments. */
export function firstMinutesOf(parts: readonly PendingTotals[]): FirstMinutes {
  const first: FirstMinutes = { endpoints: new Map(), consumers: new Map() };
  for (const { environments } of parts) {
    for (const totals of environments.values()) {
      addFirst(first.endpoints, totals.endpoints);
      addFirst(first.consumers, totals.consumers);
    }
  }
  return first;
}
