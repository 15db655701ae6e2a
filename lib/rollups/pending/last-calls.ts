import type { KeyTable } from './key-table';
import type { RowMillis } from './row-millis';
import type { PendingTotals } from './totals';

const MS_PER_MINUTE = 60_000;

/** When the last call of each id finished, in milliseconds since the epoch. */
export interface LastCalls {
  endpoints: Map<number, number>;
  consumers: Map<number, number>;
}

function addLast(into: Map<number, number>, table: KeyTable, millis: RowMillis): void {
  for (let row = 0; row < table.size; row++) {
    const id = table.key(row, 1);
    const atMs = table.key(row, 0) * MS_PER_MINUTE + millis.at(row);
    if (atMs > (into.get(id) ?? Number.NEGATIVE_INFINITY)) into.set(id, atMs);
  }
}

/** The last calls of endpoints and consumers among totals of one project, of all its environments. */
export function lastCallsOf(parts: readonly PendingTotals[]): LastCalls {
  const last: LastCalls = { endpoints: new Map(), consumers: new Map() };
  for (const { environments } of parts) {
    for (const totals of environments.values()) {
      addLast(last.endpoints, totals.endpoints, totals.endpointMillis);
      addLast(last.consumers, totals.consumers, totals.consumerMillis);
    }
  }
  return last;
}
