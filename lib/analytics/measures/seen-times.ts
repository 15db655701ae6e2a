import { firstMinutesOf, lastCallsOf } from '../../rollups';
import type { FirstMinutes, LastCalls, PendingTotals } from '../../rollups';

const MINUTE_MS = 60_000;

/** First and last calls that wait for the rollups, which move the times of the names on. */
export interface WaitingTimes {
  first: FirstMinutes;
  last: LastCalls;
}

export const waitingTimesOf = (pending: readonly PendingTotals[]): WaitingTimes => ({
  first: firstMinutesOf(pending),
  last: lastCallsOf(pending),
});

interface Named {
  id: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

/** When an endpoint or consumer was first and last seen, of all time; as `touchNames` will store it. */
export function seenTimes(
  name: Named,
  kind: 'endpoints' | 'consumers',
  { first, last }: WaitingTimes,
): { firstSeenAt: string; lastSeenAt: string } {
  const waitingMs = first[kind].get(name.id) ?? Number.POSITIVE_INFINITY;
  const knownMs = name.firstSeenAt.getTime();
  const firstMs = waitingMs + MINUTE_MS <= knownMs ? waitingMs : knownMs;
  const lastMs = Math.max(name.lastSeenAt.getTime(), last[kind].get(name.id) ?? 0);
  return {
    firstSeenAt: new Date(firstMs).toISOString(),
    lastSeenAt: new Date(Math.max(lastMs, firstMs)).toISOString(), // the endpoint of unnamed calls may have had none
  };
}
