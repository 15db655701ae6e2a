import ipaddr from 'ipaddr.js';
import { inCidrs } from '../../shared';
import type { Cidr } from '../../shared';

// Addresses that look public and are not: Azure's metadata and host service.
const NEVER = new Set(['168.63.129.16']);
const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR('2000::/3');
// Reachable through translators into private IPv4, or not routed at all; ipaddr.js calls some of them unicast.
const REFUSED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map((range) => ipaddr.parseCIDR(range));

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast' || NEVER.has(address.toString())) return false;
  if (address instanceof ipaddr.IPv4) return true;
  return address.match(GLOBAL_UNICAST_V6) && !REFUSED_V6.some((range) => address.match(range));
}

/**
 * May a webhook connect to this resolved address? Only public unicast: nothing private, loopback, link-local, CGNAT,
 * multicast, reserved, metadata, NAT64, 6to4, Teredo; IPv4-mapped counts as IPv4. `allow` lists exceptions.
 */
export function mayConnect(address: string, allow: readonly Cidr[]): boolean {
  const bare = address.replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return false;
  return inCidrs(bare, allow) || isPublic(ipaddr.process(bare));
}
