import type { PendingTotals } from '../../rollups';
import type { Sql } from '../../storage';
import { minutesIn, presenceByHour } from './consumer-presence';
import type { HourPresence, PresenceQuery } from './consumer-presence';

type Sets = Map<number, Set<number>>;

function addHour(sets: Sets, { hour, rows }: HourPresence): void {
  for (const row of rows) {
    for (const minute of minutesIn(row)) {
      const at = hour + minute * 60;
      const set = sets.get(at) ?? new Set();
      sets.set(at, set.add(row.consumerId));
    }
  }
}

/** Which consumers called in each minute (seconds since the epoch); minutes outside the range may be there, too. */
export async function consumerSets(sql: Sql, query: PresenceQuery, pending: readonly PendingTotals[]): Promise<Sets> {
  const sets: Sets = new Map();
  for await (const presence of presenceByHour(sql, query, pending)) addHour(sets, presence);
  return sets;
}
