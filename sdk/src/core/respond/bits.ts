import { isIP } from 'node:net';
import { cleanAddress } from '../capture/address';

const binary = (numbers: number[], width: number): string =>
  numbers.map((number) => number.toString(2).padStart(width, '0')).join('');

/** The family and the bits of a clean address, as `4` or `6` and zeros and ones. */
export function bitsOf(address: string): string {
  if (isIP(address) === 4) return `4${binary(address.split('.').map(Number), 8)}`;
  // URL writes all of IPv6 in one way, dotted tails included.
  const [left = '', right = ''] = new URL(`http://[${address}]`).hostname
    .slice(1, -1)
    .split('::')
    .map((half) => binary(half ? half.split(':').map((group) => Number.parseInt(group, 16)) : [], 16));
  return `6${left.padEnd(128 - right.length, '0')}${right}`;
}

/** What `bitsOf` all addresses of a CIDR begins with; undefined when the text is neither an address nor a CIDR. */
export function prefixOf(text: string): string | undefined {
  const [written, length] = text.split('/');
  const address = cleanAddress(written);
  const bits = address ? bitsOf(address) : '';
  const end = length === undefined ? bits.length : Number.parseInt(length, 10) + 1;
  return end > 0 && end <= bits.length ? bits.slice(0, end) : undefined;
}
