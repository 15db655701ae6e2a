import ipaddr from 'ipaddr.js';

const [V4_BITS, V6_BITS] = [24, 64];

/** The least network that is routed on its own, and so mostly one site's: the /24 of an address, of IPv6 its /64. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return `${address.slice(0, address.lastIndexOf('.'))}.0/${V4_BITS}`;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.replace(/\/.*$/, '')}/${V6_BITS}`).toString()}/${V6_BITS}`;
}
