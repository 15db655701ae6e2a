import { isIP } from 'node:net';

/** An address without brackets, port, zone and IPv4-mapped prefix; undefined when it is none. */
export function cleanAddress(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  let address = text.trim();
  if (isIP(address) === 4) return address;
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1];
  address = bracketed ?? address.replace(/^([\d.]+):\d+$/, '$1');
  address = address.replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '');
  return isIP(address) === 0 ? undefined : address;
}

/** 4 or 16 bytes of a clean address. */
function bytesOf(address: string): number[] {
  if (!address.includes(':')) return address.split('.').map(Number);
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = '', tail] = hex.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

function prefixKey(bytes: readonly number[], bits: number): string {
  const whole = bits >> 3;
  const rest = bits & 7;
  const key = String.fromCharCode(...bytes.slice(0, whole));
  return rest === 0 ? key : key + String.fromCharCode((bytes[whole] ?? 0) & (0xff00 >> rest));
}

/** Values by address or CIDR. A look-up costs one hash per prefix length in use, however many entries there are. */
export class CidrMap<T> {
  /** By bytes of the address, then by length of the prefix. */
  readonly #tables = new Map<number, Map<number, Map<string, T[]>>>([
    [4, new Map()],
    [16, new Map()],
  ]);

  /** False when the text is neither an address nor a CIDR. */
  add(text: string, value: T): boolean {
    const [part, length] = text.split('/');
    const address = cleanAddress(part);
    if (address === undefined || (length !== undefined && !/^\d{1,3}$/.test(length))) return false;
    const bytes = bytesOf(address);
    const bits = length === undefined ? bytes.length * 8 : Number(length);
    if (bits > bytes.length * 8) return false;
    const table = this.#tables.get(bytes.length);
    const entries = table?.get(bits) ?? new Map<string, T[]>();
    table?.set(bits, entries);
    const key = prefixKey(bytes, bits);
    entries.set(key, [...(entries.get(key) ?? []), value]);
    return true;
  }

  /** Everything that covers a clean address. */
  find(address: string): T[] {
    const bytes = bytesOf(address);
    const found: T[] = [];
    for (const [bits, entries] of this.#tables.get(bytes.length) ?? []) {
      const values = entries.get(prefixKey(bytes, bits));
      if (values !== undefined) found.push(...values);
    }
    return found;
  }
}
