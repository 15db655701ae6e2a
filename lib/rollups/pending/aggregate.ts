import { FLAG } from '../../shared';
import { latencyBucket, partAt } from '../../stats';
import type { CallRow } from '../../storage';
import { A, C, callerId, E, emptyTotals, environmentTotals, MINUTES_PER_DAY, MINUTES_PER_HOUR } from './totals';
import type { EnvironmentTotals, PendingTotals } from './totals';

const US_PER_MINUTE = 60_000_000;
const US_PER_MS = 1_000;
const LOGIN_SUCCESS = 1;
const LOGIN_FAILURE = 2;

/** Column of the status class; what is below 300 counts as 2xx. */
function statusColumn(status: number): number {
  if (status < 300) return E.s2xx;
  if (status < 400) return E.s3xx;
  return status < 500 ? E.s4xx : E.s5xx;
}

const minuteOf = ({ finishedAtUs }: CallRow): number => Math.floor(finishedAtUs / US_PER_MINUTE);

/** Millisecond of its minute in which a call finished. */
const millisecondOf = ({ finishedAtUs }: CallRow, minute: number): number =>
  Math.floor((finishedAtUs - minute * US_PER_MINUTE) / US_PER_MS);

function addToEndpoints({ endpoints, endpointMillis, latency }: EnvironmentTotals, calls: readonly CallRow[]): void {
  for (const call of calls) {
    const minute = minuteOf(call);
    const row = endpoints.row(minute, call.endpointId);
    const millisecond = millisecondOf(call, minute);
    endpointMillis.note(row, millisecond);
    endpoints.mark(row, partAt(millisecond));
    endpoints.add(row, E.calls, 1);
    endpoints.add(row, statusColumn(call.status), 1);
    if (call.status === 429) endpoints.add(row, E.s429, 1);
    const login = call.flags & FLAG.loginMask;
    if (login === LOGIN_SUCCESS) endpoints.add(row, E.loginsOk, 1);
    else if (login === LOGIN_FAILURE) endpoints.add(row, E.loginsFailed, 1);
    endpoints.add(row, E.requestBytes, call.requestBytes);
    endpoints.add(row, E.responseBytes, call.responseBytes);
    if (call.durationUs < 0) continue;
    endpoints.add(row, E.durationUs, call.durationUs);
    latency.add(latency.row(row, latencyBucket(call.durationUs)), 0, 1);
  }
}

function addToConsumers({ consumers, consumerMillis }: EnvironmentTotals, calls: readonly CallRow[]): void {
  for (const call of calls) {
    if (call.consumerId === 0) continue;
    const minute = minuteOf(call);
    const row = consumers.row(minute, call.consumerId);
    const millisecond = millisecondOf(call, minute);
    consumerMillis.note(row, millisecond);
    consumers.mark(row, partAt(millisecond));
    consumers.add(row, C.calls, 1);
    if (call.status >= 500) consumers.add(row, C.s5xx, 1);
    else if (call.status >= 400) consumers.add(row, C.s4xx, 1);
    if (call.status === 429) consumers.add(row, C.s429, 1);
    consumers.add(row, C.requestBytes, call.requestBytes);
    consumers.add(row, C.responseBytes, call.responseBytes);
    if (call.durationUs < 0) continue;
    consumers.add(row, C.durationUs, call.durationUs);
    consumers.add(row, C.timed, 1);
  }
}

function addToEndpointConsumers({ endpointConsumers }: EnvironmentTotals, calls: readonly CallRow[]): void {
  for (const call of calls) {
    if (call.consumerId === 0) continue;
    const day = Math.floor(minuteOf(call) / MINUTES_PER_DAY);
    endpointConsumers.add(endpointConsumers.row(day, call.endpointId, call.consumerId), 0, 1);
  }
}

/** `indexes`: of the caller of each call, in their order. */
interface Callers {
  calls: readonly CallRow[];
  indexes: readonly number[];
}
const NOBODY = -1;

function addToCallers({ callers }: EnvironmentTotals, { calls, indexes }: Callers): void {
  for (const [at, call] of calls.entries()) {
    const caller = indexes[at] ?? NOBODY;
    if (caller === NOBODY) continue;
    const minute = minuteOf(call);
    const row = callers.row(minute, caller);
    callers.mark(row, partAt(millisecondOf(call, minute)));
    callers.add(row, A.calls, 1);
    if (call.status >= 500) callers.add(row, A.s5xx, 1);
    else if (call.status >= 400) callers.add(row, A.s4xx, 1);
    if (call.status === 429) callers.add(row, A.s429, 1);
  }
}

function addToConsumerCallers({ consumerCallers }: EnvironmentTotals, { calls, indexes }: Callers): void {
  for (const [at, call] of calls.entries()) {
    const caller = indexes[at] ?? NOBODY;
    if (caller === NOBODY || call.consumerId === 0) continue;
    const hour = Math.floor(minuteOf(call) / MINUTES_PER_HOUR);
    consumerCallers.add(consumerCallers.row(hour, call.consumerId, caller), 0, 1);
  }
}

/** Calls by environment; nearly always all are of one. */
function byEnvironment(rows: readonly CallRow[]): Map<number, readonly CallRow[]> {
  const first = rows[0]?.environmentId;
  if (first === undefined) return new Map();
  if (rows.every(({ environmentId }) => environmentId === first)) return new Map([[first, rows]]);
  const calls = new Map<number, CallRow[]>();
  for (const row of rows) {
    const found = calls.get(row.environmentId);
    if (found) found.push(row);
    else calls.set(row.environmentId, [row]);
  }
  return calls;
}

/**
 * Adds up the calls of one project by minute. It runs inside every flush: about half a microsecond a call. Table by table, not call
 * by call: one table at a time stays in the processor's cache, which takes a fifth less.
 */
export function aggregate(rows: readonly CallRow[]): PendingTotals {
  const totals = emptyTotals();
  for (const [environmentId, calls] of byEnvironment(rows)) {
    const environment = environmentTotals(totals, environmentId);
    addToEndpoints(environment, calls);
    addToConsumers(environment, calls);
    addToEndpointConsumers(environment, calls);
    const indexes = calls.map(({ caller }) => (caller === null ? NOBODY : callerId(totals, caller)));
    addToCallers(environment, { calls, indexes });
    addToConsumerCallers(environment, { calls, indexes });
  }
  return totals;
}
