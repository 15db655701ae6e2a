import type { Signal } from '../../shared';

/** The signals of one flush, in the order in which they are folded. */
export interface SignalFlush {
  flushNo: string;
  signals: Signal[];
}

/** Columns of `signal s`, as `readFlushes` takes them. */
export const SIGNAL_COLUMNS = `s.flush_no as "flushNo", (extract(epoch from s.at) * 1000)::float8 as "atMs", s.kind,
  s.environment_id as "environmentId", s.endpoint_id as "endpointId", s.user_agent_id as "userAgentId", s.status, s.traits,
  host(s.caller) as caller, encode(s.account_hash, 'hex') as account, s.value`;

export type SignalRecord = Signal & { flushNo: string };

/** Gathers rows that come ordered by flush. */
export function gatherFlushes(rows: readonly SignalRecord[]): SignalFlush[] {
  const flushes: SignalFlush[] = [];
  for (const row of rows) {
    const last = flushes.at(-1);
    if (last?.flushNo === row.flushNo) last.signals.push(row);
    else flushes.push({ flushNo: row.flushNo, signals: [row] });
  }
  return flushes;
}
