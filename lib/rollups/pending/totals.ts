import { KeyTable } from './key-table';
import { RowMillis } from './row-millis';

/** Columns of an endpoint's minute. */
export const E = {
  calls: 0,
  s2xx: 1,
  s3xx: 2,
  s4xx: 3,
  s5xx: 4,
  s429: 5,
  loginsOk: 6,
  loginsFailed: 7,
  requestBytes: 8,
  responseBytes: 9,
  durationUs: 10,
} as const;

/** Columns of a consumer's minute; `timed` counts the calls with a known duration. */
export const C = {
  calls: 0,
  s4xx: 1,
  s5xx: 2,
  s429: 3,
  requestBytes: 4,
  responseBytes: 5,
  durationUs: 6,
  timed: 7,
} as const;

/** Columns of a caller's minute. */
export const A = { calls: 0, s4xx: 1, s5xx: 2, s429: 3 } as const;

export const MINUTES_PER_HOUR = 60;
export const MINUTES_PER_DAY = 1440;

/** Totals of one environment. Minutes, hours and days count from the epoch; calls without consumer or caller are left out of their tables. */
export interface EnvironmentTotals {
  /** (minute, endpoint) → E, marked with the parts of the minute; see minute-parts. */
  endpoints: KeyTable;
  /** By row of `endpoints`. */
  endpointMillis: RowMillis;
  /** (row of `endpoints`, latency bucket) → calls. */
  latency: KeyTable;
  /** (minute, consumer) → C, marked so, too. */
  consumers: KeyTable;
  /** By row of `consumers`. */
  consumerMillis: RowMillis;
  /** (minute, index into `callers`) → A, marked so, too. */
  callers: KeyTable;
  /** (day, endpoint, consumer) → calls. */
  endpointConsumers: KeyTable;
  /** (hour, consumer, index into `callers`) → calls. */
  consumerCallers: KeyTable;
}

/** Calls of one project, added up by minute: what a flush hands to the rollups. */
export interface PendingTotals {
  environments: Map<number, EnvironmentTotals>;
  /** Canonical text of every caller, in the order first seen. */
  callers: string[];
  callerIndex: Map<string, number>;
}

export function emptyTotals(): PendingTotals {
  return { environments: new Map(), callers: [], callerIndex: new Map() };
}

export function environmentTotals(totals: PendingTotals, environmentId: number): EnvironmentTotals {
  const found = totals.environments.get(environmentId);
  if (found) return found;
  const made: EnvironmentTotals = {
    endpoints: new KeyTable(2, Object.keys(E).length, true),
    endpointMillis: new RowMillis(),
    latency: new KeyTable(2, 1),
    consumers: new KeyTable(2, Object.keys(C).length, true),
    consumerMillis: new RowMillis(),
    callers: new KeyTable(2, Object.keys(A).length, true),
    endpointConsumers: new KeyTable(3, 1),
    consumerCallers: new KeyTable(3, 1),
  };
  totals.environments.set(environmentId, made);
  return made;
}

export function callerId(totals: PendingTotals, caller: string): number {
  const found = totals.callerIndex.get(caller);
  if (found !== undefined) return found;
  const index = totals.callers.length;
  totals.callers.push(caller);
  totals.callerIndex.set(caller, index);
  return index;
}
