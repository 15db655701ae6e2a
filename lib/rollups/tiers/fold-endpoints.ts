import { ENDPOINT } from '../../shared';
import { packMinuteLatency, packWideLatency } from '../../stats';
import type { BucketCount } from '../../stats';
import type { EndpointTierRows, Tier } from '../../storage';
import { KeyTable } from '../pending/key-table';
import { E } from '../pending/totals';
import type { EnvironmentTotals, PendingTotals } from '../pending/totals';
import { HourParts } from './hour-parts';
import { emptyMasks, setBit } from './masks';
import { byEnvironment, TIER_MINUTES } from './tier-minutes';
import type { Keep } from './tier-minutes';

const SLOWEST_BYTES = 60;

interface Folded {
  environmentId: number;
  totals: EnvironmentTotals;
  /** (unit, endpoint or 0) → E. */
  sums: KeyTable;
  /** (row of `sums`, bucket) → calls. */
  latency: KeyTable;
  /** Row of `sums` of each minute row: its endpoint's, then the total's; -1 = left out. */
  own: Int32Array;
  total: Int32Array;
}

function foldLatency({ totals, latency, own, total }: Folded): void {
  for (let row = 0; row < totals.latency.size; row++) {
    const minuteRow = totals.latency.key(row, 0);
    const target = own[minuteRow] ?? -1;
    if (target < 0) continue;
    const bucket = totals.latency.key(row, 1);
    const calls = totals.latency.value(row, 0);
    latency.add(latency.row(target, bucket), 0, calls);
    latency.add(latency.row(total[minuteRow] ?? -1, bucket), 0, calls);
  }
}

function foldEnvironment(environmentId: number, totals: EnvironmentTotals, { tier, keep }: FoldOptions): Folded {
  const { endpoints } = totals;
  const sums = new KeyTable(2, endpoints.valueWidth);
  const own = new Int32Array(endpoints.size).fill(-1);
  const total = new Int32Array(endpoints.size).fill(-1);
  const size = TIER_MINUTES[tier];
  for (let row = 0; row < endpoints.size; row++) {
    const minute = endpoints.key(row, 0);
    if (!keep(minute)) continue;
    const unit = Math.floor(minute / size);
    own[row] = sums.row(unit, endpoints.key(row, 1));
    total[row] = sums.row(unit, ENDPOINT.total);
    sums.addRow(own[row] ?? 0, endpoints, row);
    sums.addRow(total[row] ?? 0, endpoints, row);
  }
  const folded = { environmentId, totals, sums, latency: new KeyTable(2, 1), own, total };
  foldLatency(folded);
  return folded;
}

function latencyLiterals({ sums, latency }: Folded, tier: Tier): string[] {
  const entries: BucketCount[][] = Array.from({ length: sums.size }, () => []);
  for (let row = 0; row < latency.size; row++) {
    entries[latency.key(row, 0)]?.push({ bucket: latency.key(row, 1), calls: latency.value(row, 0) });
  }
  const pack = tier === 'minute' ? packMinuteLatency : packWideLatency;
  return entries.map((list) => pack(list.sort((a, b) => a.bucket - b.bucket)));
}

/** In which parts of its minutes each endpoint has calls; null of all together, which have some in nearly each. */
function partsOf({ sums, totals, own }: Folded): (string | null)[] {
  const { endpoints } = totals;
  const parts = new HourParts();
  for (let row = 0; row < endpoints.size; row++) {
    const target = own[row] ?? -1;
    if (target >= 0) parts.add(target, endpoints.key(row, 0) % TIER_MINUTES.hour, endpoints.marks[row] ?? 0);
  }
  return Array.from({ length: sums.size }, (_, row) =>
    sums.key(row, 1) === ENDPOINT.total ? null : parts.packed(row),
  );
}

/** Which minutes of an hour hold calls, 4xx, 5xx, and the highest latency bucket of each. */
function hourMarks(folded: Folded): NonNullable<EndpointTierRows['marks']> {
  const { sums, totals, own, total } = folded;
  const minutes = emptyMasks(sums.size);
  const minutes4xx = emptyMasks(sums.size);
  const minutes5xx = emptyMasks(sums.size);
  const slowest = Array.from({ length: sums.size }, () => Buffer.alloc(SLOWEST_BYTES));
  const { endpoints, latency } = totals;
  for (let row = 0; row < endpoints.size; row++) {
    if ((own[row] ?? -1) < 0) continue;
    const bit = endpoints.key(row, 0) % TIER_MINUTES.hour;
    for (const target of [own[row] ?? 0, total[row] ?? 0]) {
      setBit(minutes, target, bit);
      if (endpoints.value(row, E.s4xx) > 0) setBit(minutes4xx, target, bit);
      if (endpoints.value(row, E.s5xx) > 0) setBit(minutes5xx, target, bit);
    }
  }
  for (let row = 0; row < latency.size; row++) {
    const minuteRow = latency.key(row, 0);
    if ((own[minuteRow] ?? -1) < 0) continue;
    const at = endpoints.key(minuteRow, 0) % TIER_MINUTES.hour;
    for (const target of [own[minuteRow] ?? 0, total[minuteRow] ?? 0]) {
      const bytes = slowest[target];
      if (bytes) bytes[at] = Math.max(bytes[at] ?? 0, latency.key(row, 1));
    }
  }
  const parts = partsOf(folded);
  return { minutes, minutes4xx, minutes5xx, slowest: slowest.map((bytes) => bytes.toString('hex')), parts };
}

export interface FoldOptions {
  tier: Tier;
  keep: Keep;
}

function rowsOf(folded: Folded, tier: Tier): EndpointTierRows {
  const { sums, environmentId } = folded;
  const column = <T>(value: (row: number) => T): T[] => Array.from({ length: sums.size }, (_, row) => value(row));
  return {
    at: column((row) => sums.key(row, 0) * TIER_MINUTES[tier]),
    environment: environmentId,
    endpoint: column((row) => sums.key(row, 1)),
    sums: Array.from({ length: sums.valueWidth }, (_, index) => column((row) => sums.value(row, index))),
    latency: latencyLiterals(folded, tier),
    marks: tier === 'hour' ? hourMarks(folded) : null,
  };
}

/** Rows of an endpoint tier, the project's total (endpoint 0) included: a list by environment. */
export function foldEndpoints(totals: PendingTotals, options: FoldOptions): EndpointTierRows[] {
  return byEnvironment(totals).map(([id, environment]) =>
    rowsOf(foldEnvironment(id, environment, options), options.tier),
  );
}
