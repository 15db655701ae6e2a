import { KeyTable } from './key-table';
import type { EnvironmentTotals } from './totals';

/** What is often asked of totals that change no more. */
export interface MinuteTotals extends Pick<EnvironmentTotals, 'endpoints' | 'latency'> {
  /** First and last minute with a call, since the epoch. */
  first: number;
  last: number;
}

/** Fewer rows are added up as fast as they are looked through. */
const WORTH_ADDING = 64;
const known = new WeakMap<EnvironmentTotals, MinuteTotals>();

function addedUp({ endpoints, latency }: EnvironmentTotals): Pick<EnvironmentTotals, 'endpoints' | 'latency'> {
  const all = { endpoints: new KeyTable(2, endpoints.valueWidth), latency: new KeyTable(2, 1) };
  const rows = new Int32Array(endpoints.size);
  for (let row = 0; row < endpoints.size; row++) {
    const minute = all.endpoints.row(endpoints.key(row, 0), 0);
    all.endpoints.addRow(minute, endpoints, row);
    rows[row] = minute;
  }
  for (let row = 0; row < latency.size; row++) {
    const entry = all.latency.row(rows[latency.key(row, 0)] ?? 0, latency.key(row, 1));
    all.latency.addRow(entry, latency, row);
  }
  return all;
}

/**
 * All endpoints by minute, (minute, 0) and (row, latency bucket), and which minutes there are; of few rows the endpoints stay
 * apart. Worked out once: only for totals that change no more.
 */
export function byMinuteOf(totals: EnvironmentTotals): MinuteTotals {
  const found = known.get(totals);
  if (found) return found;
  const { endpoints } = totals;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < endpoints.size; row++) {
    first = Math.min(first, endpoints.key(row, 0));
    last = Math.max(last, endpoints.key(row, 0));
  }
  const all = endpoints.size < WORTH_ADDING ? totals : addedUp(totals);
  const made = { endpoints: all.endpoints, latency: all.latency, first, last };
  known.set(totals, made);
  return made;
}
