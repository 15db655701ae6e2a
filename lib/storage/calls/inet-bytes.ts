import ipaddr from 'ipaddr.js';

const FAMILY_V4 = 2;
const FAMILY_V6 = 3;

/**
 * Writes the binary form of an `inet` host: family, bits, is_cidr, length, address.
 * Takes canonical text; returns the number of bytes written, 8 or 20.
 */
export function writeInet(target: Uint8Array, at: number, address: string): number {
  if (address.includes(':')) return writeV6(target, at, address);
  target[at] = FAMILY_V4;
  target[at + 1] = 32;
  target[at + 2] = 0;
  target[at + 3] = 4;
  let part = 0;
  let position = at + 4;
  for (let i = 0; i < address.length; i += 1) {
    const code = address.charCodeAt(i);
    if (code === 46) {
      target[position] = part;
      position += 1;
      part = 0;
    } else {
      part = part * 10 + code - 48;
    }
  }
  target[position] = part;
  return 8;
}

function writeV6(target: Uint8Array, at: number, address: string): number {
  target[at] = FAMILY_V6;
  target[at + 1] = 128;
  target[at + 2] = 0;
  target[at + 3] = 16;
  target.set(ipaddr.parse(address).toByteArray(), at + 4);
  return 20;
}
