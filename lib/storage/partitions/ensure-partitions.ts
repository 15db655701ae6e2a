import { isLockTimeout } from '../calls/database-errors';
import type { Storage } from '../core/storage';
import { TIER_DAYS } from '../rollups/tier-retention';
import { listPartitions } from './list-partitions';

const DAY_MS = 86_400_000;
const TRIES = 20;

/** Tables with a partition a day (UTC), and how many days back their rows are kept; `call` as long as raw calls are. */
const PARENTS = [
  { parent: 'call', keptDays: Number.POSITIVE_INFINITY },
  { parent: 'endpoint_minute', keptDays: TIER_DAYS.endpointMinute },
  { parent: 'consumer_minute', keptDays: TIER_DAYS.consumerMinute },
  { parent: 'caller_hour', keptDays: TIER_DAYS.callerHour },
] as const;

const made = new WeakMap<Storage, Set<string>>();

/** What this process knows of, for as long as its storage is open. */
function knownTo(storage: Storage): Set<string> {
  const known = made.get(storage) ?? new Set<string>();
  made.set(storage, known);
  return known;
}

const nameOf = (parent: string, day: string): string => `${parent} ${day}`;

/** Runs a change of partitions again while readers hold their locks: each try waits 500 ms at most, so nobody queues behind it. */
export async function retryOnLockTimeout<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isLockTimeout(error) || attempt === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.min(50 * attempt, 500)));
    }
  }
}

/** The day (UTC) of a time in ms, as `YYYY-MM-DD`. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/**
 * Makes the partitions of these days (`YYYY-MM-DD`, UTC) where they are missing: calls always, tiers only where their
 * retention still reaches. Days made before by this process cost nothing. `now` decides what the tiers keep.
 */
export async function ensurePartitionsFor(
  storage: Storage,
  days: Iterable<string>,
  now: Date = new Date(),
): Promise<void> {
  const known = knownTo(storage);
  for (const day of [...new Set(days)].sort()) {
    const endedDaysAgo = (now.getTime() - Date.parse(day) - DAY_MS) / DAY_MS;
    for (const { parent, keptDays } of PARENTS) {
      const name = nameOf(parent, day);
      if (known.has(name) || endedDaysAgo > keptDays) continue;
      await retryOnLockTimeout(() => storage.query('select ensure_partition($1, $2::date)', [parent, day]));
      known.add(name);
    }
  }
}

/** Learns which partitions there are. */
export async function learnPartitions(storage: Storage): Promise<void> {
  const known = knownTo(storage);
  for (const { parent, day } of await listPartitions(storage)) known.add(nameOf(parent, day));
}

/** Is there a partition of the day (`YYYY-MM-DD`, UTC), as far as this process knows? */
export const knowsPartition = (storage: Storage, parent: string, day: string): boolean =>
  knownTo(storage).has(nameOf(parent, day));

/** Forgets that a partition was made, after it was dropped. */
export function forgetPartition(storage: Storage, parent: string, day: string): void {
  knownTo(storage).delete(nameOf(parent, day));
}

/** Forgets that the partitions of these days were made: another process may have dropped them. */
export function forgetDays(storage: Storage, days: Iterable<string>): void {
  for (const day of days) for (const { parent } of PARENTS) forgetPartition(storage, parent, day);
}
