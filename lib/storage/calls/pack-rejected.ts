import type { Rejection } from './batch-record';

/** More rejections than these are stored by code, each with the places of its calls as bits: 10,000 take 1.3 kB a code. */
const LISTED = 20;

interface Group {
  code: string;
  message: string;
  /** Bit n of the bytes, in base64: call n was rejected so. */
  calls: string;
}

/** As it is stored: few one by one, many by code. */
export type PackedRejected = readonly Rejection[] | { byCode: readonly Group[] };

/** What is stored of the rejected calls of a batch: nothing is lost of it, and 10,000 bad calls leave no more than 20 kB behind. */
export function packRejected(rejected: readonly Rejection[]): PackedRejected {
  if (rejected.length <= LISTED) return rejected;
  const bytes = 1 + Math.floor(rejected.reduce((most, { index }) => Math.max(most, index), 0) / 8);
  const groups = new Map<string, { code: string; message: string; bits: Buffer }>();
  for (const { index, code, message } of rejected) {
    const key = `${code} ${message}`;
    const group = groups.get(key) ?? { code, message, bits: Buffer.alloc(bytes) };
    const at = Math.floor(index / 8);
    group.bits[at] = (group.bits[at] ?? 0) | (1 << (index % 8));
    groups.set(key, group);
  }
  return {
    byCode: [...groups.values()].map(({ code, message, bits }) => ({ code, message, calls: bits.toString('base64') })),
  };
}

/** The rejections in the order of their calls, as they were answered. */
export function unpackRejected(stored: PackedRejected): Rejection[] {
  if (!('byCode' in stored)) return [...stored];
  const rejected = stored.byCode.flatMap(({ code, message, calls }) => {
    const bits = Buffer.from(calls, 'base64');
    return [...bits].flatMap((byte, at) =>
      [0, 1, 2, 3, 4, 5, 6, 7]
        .filter((bit) => (byte & (1 << bit)) !== 0)
        .map((bit) => ({ index: at * 8 + bit, code, message })),
    );
  });
  return rejected.sort((a, b) => a.index - b.index);
}
