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

/** Millisecond of its minute in which a call finished. */
const millisecondOf = ({ finishedAtUs }: CallRow, minute: number): number =>
  Math.floor((finishedAtUs - minute * US_PER_MINUTE) / US_PER_MS);

function addToEndpoint(totals: EnvironmentTotals, minute: number, call: CallRow): void {
  const { endpoints, latency } = totals;
  const row = endpoints.row(minute, call.endpointId);
  const millisecond = millisecondOf(call, minute);
  totals.endpointMillis.note(row, millisecond);
  endpoints.mark(row, partAt(millisecond));
  endpoints.add(row, E.calls, 1);
  endpoints.add(row, statusColumn(call.status), 1);
  if (call.status === 429) endpoints.add(row, E.s429, 1);
  const login = call.flags & FLAG.loginMask;
  if (login === LOGIN_SUCCESS) endpoints.add(row, E.loginsOk, 1);
  else if (login === LOGIN_FAILURE) endpoints.add(row, E.loginsFailed, 1);
  endpoints.add(row, E.requestBytes, call.requestBytes);
  endpoints.add(row, E.responseBytes, call.responseBytes);
  if (call.durationUs < 0) return;
  endpoints.add(row, E.durationUs, call.durationUs);
  latency.add(latency.row(row, latencyBucket(call.durationUs)), 0, 1);
}

function addToConsumer(totals: EnvironmentTotals, minute: number, call: CallRow): void {
  const { consumers, endpointConsumers } = totals;
  const row = consumers.row(minute, call.consumerId);
  const millisecond = millisecondOf(call, minute);
  totals.consumerMillis.note(row, millisecond);
  consumers.mark(row, partAt(millisecond));
  consumers.add(row, C.calls, 1);
  if (call.status >= 500) consumers.add(row, C.s5xx, 1);
  else if (call.status >= 400) consumers.add(row, C.s4xx, 1);
  if (call.status === 429) consumers.add(row, C.s429, 1);
  consumers.add(row, C.requestBytes, call.requestBytes);
  consumers.add(row, C.responseBytes, call.responseBytes);
  if (call.durationUs >= 0) {
    consumers.add(row, C.durationUs, call.durationUs);
    consumers.add(row, C.timed, 1);
  }
  const day = Math.floor(minute / MINUTES_PER_DAY);
  endpointConsumers.add(endpointConsumers.row(day, call.endpointId, call.consumerId), 0, 1);
}

interface CallerCall {
  minute: number;
  caller: number;
  call: CallRow;
}

function addToCaller({ callers, consumerCallers }: EnvironmentTotals, { minute, caller, call }: CallerCall): void {
  const row = callers.row(minute, caller);
  callers.mark(row, partAt(millisecondOf(call, minute)));
  callers.add(row, A.calls, 1);
  if (call.status >= 500) callers.add(row, A.s5xx, 1);
  else if (call.status >= 400) callers.add(row, A.s4xx, 1);
  if (call.status === 429) callers.add(row, A.s429, 1);
  if (call.consumerId === 0) return;
  const hour = Math.floor(minute / MINUTES_PER_HOUR);
  consumerCallers.add(consumerCallers.row(hour, call.consumerId, caller), 0, 1);
}

/** Adds up the calls of one project by minute. It runs inside every flush: about half a microsecond a call. */
export function aggregate(rows: readonly CallRow[]): PendingTotals {
  const totals = emptyTotals();
  let environmentId = Number.NaN;
  let environment: EnvironmentTotals | undefined;
  for (const call of rows) {
    if (!environment || call.environmentId !== environmentId) {
      environmentId = call.environmentId;
      environment = environmentTotals(totals, environmentId);
    }
    const minute = Math.floor(call.finishedAtUs / US_PER_MINUTE);
    addToEndpoint(environment, minute, call);
    if (call.consumerId !== 0) addToConsumer(environment, minute, call);
    if (call.caller !== null) addToCaller(environment, { minute, caller: callerId(totals, call.caller), call });
  }
  return totals;
}
