import ipaddr from 'ipaddr.js';

/** ipaddr.js also reads 1.2.3 (as 1.2.0.3), octal and hex; nobody means those. */
const isPlain = (text: string): boolean => text.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(text);

/** Canonical text of an address: zone dropped, IPv4-mapped IPv6 as IPv4. Null when it is none. */
export function canonicalAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/%.*$/, '');
  if (!ipaddr.isValid(bare) || !isPlain(bare)) return null;
  return ipaddr.process(bare).toString();
}

export type Cidr = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** A range in CIDR notation, or one address, which is a range of itself; null when it is neither. */
function parseCidr(text: string): Cidr | null {
  const whole = text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`;
  return isPlain(whole.replace(/\/.*$/, '')) && ipaddr.isValidCIDR(whole) ? ipaddr.parseCIDR(whole) : null;
}

/** Canonical text of a range of addresses, or of one alone: its first address and the length; null when it is none. */
export function canonicalCidr(text: string): string | null {
  const range = parseCidr(text);
  if (range === null) return null;
  const [address, bits] = range;
  const kind = address instanceof ipaddr.IPv4 ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(`${address.toString()}/${bits}`).toString()}/${bits}`;
}

/** Addresses and CIDR ranges; what is neither comes back in `wrong`. */
export function parseCidrs(texts: readonly string[]): { ranges: Cidr[]; wrong: string[] } {
  const ranges: Cidr[] = [];
  const wrong: string[] = [];
  for (const text of texts) {
    const range = parseCidr(text);
    if (range === null) wrong.push(text);
    else ranges.push(range);
  }
  return { ranges, wrong };
}

/** Has a CIDR a shorter prefix than its family may have? */
export const isWiderThan = (cidr: string, widest: { ipv4: number; ipv6: number }): boolean =>
  parseCidrs([cidr]).ranges.some(([base, bits]) => bits < (base instanceof ipaddr.IPv4 ? widest.ipv4 : widest.ipv6));

/** Does one of the ranges hold the address? IPv4-mapped addresses count as IPv4. */
export function inCidrs(address: string, ranges: readonly Cidr[]): boolean {
  if (ranges.length === 0 || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return ranges.some(([base, bits]) => {
    if (parsed instanceof ipaddr.IPv4) return base instanceof ipaddr.IPv4 && parsed.match(base, bits);
    return base instanceof ipaddr.IPv6 && parsed.match(base, bits);
  });
}
