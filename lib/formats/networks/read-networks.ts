import ipaddr from 'ipaddr.js';
import type { Provider } from '../../shared';
import { HEAD_BYTES, MAGIC, offsetsOf } from './packed';

const DAMAGED = 'no file of networks, or a damaged one';

/** The provider of an address; null of private, reserved and unknown ones. */
export type ProviderOf = (address: string) => Provider | null;

/** Index of the last start that is not beyond the value; -1 when all are. */
function lastUpTo<Address extends number | bigint>(starts: ArrayLike<Address>, value: Address): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const start = starts[middle];
    if (start !== undefined && start <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The upper half of an address of IPv6. */
function upperHalf(address: string): bigint {
  const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv6.parse(address).parts;
  return (BigInt(a * 65_536 + b) << 32n) | BigInt(c * 65_536 + d);
}

const numberOf = (address: string): number =>
  address.split('.').reduce((number, part) => number * 256 + Number(part), 0);

/** Reads what `packNetworks` packed, and keeps it as it is. Throws for other bytes. */
export function readNetworks(packed: Uint8Array<ArrayBuffer>): ProviderOf {
  const { buffer, byteOffset } = packed;
  const [magic, v6 = 0, v4 = 0, providers = 0] =
    packed.length < HEAD_BYTES ? [] : new Uint32Array(buffer, byteOffset, HEAD_BYTES / 4);
  const at = offsetsOf({ v6, v4, providers });
  if (magic !== MAGIC || packed.length < at.names) throw new Error(DAMAGED);
  const uint32 = (offset: number, length: number) => new Uint32Array(buffer, byteOffset + offset, length);
  const v6Starts = new BigUint64Array(buffer, byteOffset + at.v6Starts, v6);
  const [v6Providers, v4Starts, v4Providers] = [
    uint32(at.v6Providers, v6),
    uint32(at.v4Starts, v4),
    uint32(at.v4Providers, v4),
  ];
  const [asns, ends] = [uint32(at.asns, providers), uint32(at.nameEnds, providers)];
  if (packed.length !== at.names + (ends[providers - 1] ?? 0)) throw new Error(DAMAGED);
  const known = new Map<number, Provider>();
  const read = (index: number): Provider => {
    const bytes = packed.subarray(at.names + (ends[index - 1] ?? 0), at.names + (ends[index] ?? 0));
    const provider = { asn: asns[index] ?? 0, name: new TextDecoder().decode(bytes) };
    known.set(index, provider);
    return provider;
  };
  return (address) => {
    const bare = address.replace(/\/.*$/, '');
    const index = bare.includes(':')
      ? (v6Providers[lastUpTo(v6Starts, upperHalf(bare))] ?? 0)
      : (v4Providers[lastUpTo(v4Starts, numberOf(bare))] ?? 0);
    return index === 0 ? null : (known.get(index) ?? read(index));
  };
}
