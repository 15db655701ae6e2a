import { isIP } from 'node:net';

/** An address with its port, its zone, brackets and the prefix of mapped IPv4. */
const WRITTEN = /^\[?(?:::ffff:(?=\d+\.))?([\d.]+|[\da-f:.]+)(?:%[^\]]*)?\]?(?::\d+)?$/i;

/** An address without brackets, port, zone and IPv4-mapped prefix; undefined when it is none. */
export function cleanAddress(text = ''): string | undefined {
  const address = WRITTEN.exec(text.trim())?.[1];
  return address && isIP(address) ? address : undefined;
}
