import type { RateCount, Signal } from '../../shared';

/** What detectors read of one flush, in the order in which it is folded. */
export interface SignalFlush {
  flushNo: string;
  signals: Signal[];
  /** What the flush adds to rate policies. */
  rates: RateCount[];
}

/** Columns of `signal s`, as `gatherFlushes` takes them. */
export const SIGNAL_COLUMNS = `s.flush_no as "flushNo", (extract(epoch from s.at) * 1000)::float8 as "atMs", s.kind,
  s.environment_id as "environmentId", s.endpoint_id as "endpointId", s.consumer_id as "consumerId", s.user_agent_id as "userAgentId", s.status, s.traits,
  host(s.caller) as caller, encode(s.account_hash, 'hex') as account, s.value`;

export type SignalRecord = Signal & { flushNo: string };

/** Gathers rows by flush, in the order of the numbers given; signals come ordered by flush. */
export function gatherFlushes(
  flushNos: readonly string[],
  rows: readonly SignalRecord[],
  rates: ReadonlyMap<string, RateCount[]>,
): SignalFlush[] {
  const flushes = flushNos.map((flushNo): SignalFlush => ({ flushNo, signals: [], rates: rates.get(flushNo) ?? [] }));
  const byNumber = new Map(flushes.map((flush) => [flush.flushNo, flush]));
  for (const row of rows) byNumber.get(row.flushNo)?.signals.push(row);
  return flushes;
}
