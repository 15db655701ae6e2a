/**
 * Consumers of 64 neighbouring numbers share a row of endpoint_consumers_day: each is a bit of its mask, and those whose bit is
 * set have their calls in its list, ascending. A mask travels as its lower and upper 32 bits: a number holds but 53.
 */
export interface ConsumerMask {
  low: number;
  high: number;
}

const BITS = 6;
const HALF = 32;

export const groupOf = (consumerId: number): number => consumerId >> BITS;
export const bitOf = (consumerId: number): number => consumerId & ((1 << BITS) - 1);

/** The same in SQL: group and mask of one consumer. */
export const GROUP_OF_CONSUMER = `consumer_id >> ${BITS}`;
export const MASK_OF_CONSUMER = `1::bigint << (consumer_id & ${(1 << BITS) - 1})`;

/** The halves of a mask as columns `low` and `high`. */
export const halvesSql = (mask: string): string =>
  `(${mask} & 4294967295)::float8 low, ((${mask} >> ${HALF}) & 4294967295)::float8 high`;

/** Whether a row has the consumer of this bit, and how many of the row's come before it; `bit` is a parameter's name. */
export const hasBit = (bit: string): string => `(consumers >> ${bit}::int) & 1 = 1`;
export const beforeBit = (bit: string): string =>
  `bit_count((consumers & ~((-1)::bigint << ${bit}::int))::bit(64))::int`;

/** Numbers of the consumers in a row, ascending. */
export function consumersOf(group: number, { low, high }: ConsumerMask): number[] {
  const first = group << BITS;
  const ids: number[] = [];
  for (let bit = 0; bit < HALF; bit++) if ((low >>> bit) & 1) ids.push(first + bit);
  for (let bit = 0; bit < HALF; bit++) if ((high >>> bit) & 1) ids.push(first + HALF + bit);
  return ids;
}

/** What a row holds: its consumers, and the list of their calls as text. */
export interface StoredGroup extends ConsumerMask {
  consumer_group: number;
  calls: string;
}

/** Tells the consumers of a row with their calls, ascending. */
export function eachOf(row: StoredGroup, tell: (consumerId: number, calls: number) => void): void {
  const counts = row.calls.slice(1, -1).split(',');
  consumersOf(row.consumer_group, row).forEach((id, index) => tell(id, Number(counts[index])));
}

const SLOTS = new Float64Array(2 * HALF);

/** Mask and list of a row as the database takes them, of consumers of one group, each any number of times. Bit 63 is the mask's sign. */
export function packGroup(consumerIds: readonly number[], calls: readonly number[]): { mask: string; list: string } {
  SLOTS.fill(0);
  consumerIds.forEach((id, index) => {
    SLOTS[bitOf(id)] = (SLOTS[bitOf(id)] ?? 0) + (calls[index] ?? 0);
  });
  const counts: number[] = [];
  let [low, high] = [0, 0];
  SLOTS.forEach((count, bit) => {
    if (count === 0) return;
    counts.push(count);
    if (bit < HALF) low |= 1 << bit;
    else high |= 1 << (bit - HALF);
  });
  const mask = (BigInt(high) << BigInt(HALF)) | BigInt(low >>> 0);
  return { mask: mask.toString(), list: `{${counts.join(',')}}` };
}
