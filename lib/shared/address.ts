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

/** Canonical text of a range of addresses, its first one and the length; null when it is none. */
export function canonicalCidr(text: string): string | null {
  if (!isPlain(text.replace(/\/.*$/, '')) || !ipaddr.isValidCIDR(text)) return null;
  const [address, bits] = ipaddr.parseCIDR(text);
  const kind = address instanceof ipaddr.IPv4 ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(text).toString()}/${bits}`;
}

export type Cidr = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Addresses and CIDR ranges; what is neither comes back in `wrong`. */
export function parseCidrs(texts: readonly string[]): { ranges: Cidr[]; wrong: string[] } {
  const ranges: Cidr[] = [];
  const wrong: string[] = [];
  for (const text of texts) {
    const full = text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`;
    if (isPlain(full.replace(/\/.*$/, '')) && ipaddr.isValidCIDR(full)) ranges.push(ipaddr.parseCIDR(full));
    else wrong.push(text);
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
