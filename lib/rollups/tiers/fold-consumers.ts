import type { ConsumerTierRows, EndpointConsumerRows } from '../../storage';
import { KeyTable } from '../pending/key-table';
import { MINUTES_PER_DAY } from '../pending/totals';
import type { EnvironmentTotals, PendingTotals } from '../pending/totals';
import type { FoldOptions } from './fold-endpoints';
import { HourParts } from './hour-parts';
import { emptyMasks, setBit } from './masks';
import { byEnvironment, TIER_MINUTES } from './tier-minutes';
import type { Keep } from './tier-minutes';

/** Minutes that one bit of the mask stands for: a minute of an hour, an hour of a day. */
const BIT_MINUTES = { minute: 0, hour: 1, day: 60 } as const;

function foldEnvironment(
  environmentId: number,
  totals: EnvironmentTotals,
  { tier, keep }: FoldOptions,
): ConsumerTierRows {
  const { consumers } = totals;
  const sums = new KeyTable(2, consumers.valueWidth);
  const size = TIER_MINUTES[tier];
  const bits: [number, number][] = [];
  const parts = new HourParts();
  for (let row = 0; row < consumers.size; row++) {
    const minute = consumers.key(row, 0);
    if (!keep(minute)) continue;
    const target = sums.row(Math.floor(minute / size), consumers.key(row, 1));
    sums.addRow(target, consumers, row);
    if (tier !== 'minute') bits.push([target, Math.floor((minute % size) / BIT_MINUTES[tier])]);
    if (tier === 'hour') parts.add(target, minute % size, consumers.marks[row] ?? 0);
  }
  const mask = tier === 'minute' ? null : emptyMasks(sums.size);
  if (mask) for (const [target, bit] of bits) setBit(mask, target, bit);
  const column = <T>(value: (row: number) => T): T[] => Array.from({ length: sums.size }, (_, row) => value(row));
  return {
    at: column((row) => sums.key(row, 0) * size),
    environment: environmentId,
    consumer: column((row) => sums.key(row, 1)),
    sums: Array.from({ length: sums.valueWidth }, (_, index) => column((row) => sums.value(row, index))),
    mask,
    parts: tier === 'hour' ? column((row) => parts.packed(row)) : null,
  };
}

/** Rows of a consumer tier, a list by environment. */
export function foldConsumers(totals: PendingTotals, options: FoldOptions): ConsumerTierRows[] {
  return byEnvironment(totals).map(([id, environment]) => foldEnvironment(id, environment, options));
}

/** Calls of (endpoint, consumer, day), a list by environment. `keep` gets the first minute of the day. */
export function foldEndpointConsumers(totals: PendingTotals, keep: Keep): EndpointConsumerRows[] {
  return byEnvironment(totals).map(([id, { endpointConsumers }]) => {
    const rows: EndpointConsumerRows = { at: [], environment: id, endpoint: [], consumer: [], sums: [[]] };
    for (let row = 0; row < endpointConsumers.size; row++) {
      const at = endpointConsumers.key(row, 0) * MINUTES_PER_DAY;
      if (!keep(at)) continue;
      rows.at.push(at);
      rows.endpoint.push(endpointConsumers.key(row, 1));
      rows.consumer.push(endpointConsumers.key(row, 2));
      rows.sums[0]?.push(endpointConsumers.value(row, 0));
    }
    return rows;
  });
}
