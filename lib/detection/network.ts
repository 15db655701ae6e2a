/** The first four groups of an IPv6 address, its /64; also of an address already cut to it. */
function prefix64(address: string): string {
  const gap = address.indexOf('::');
  const head = gap < 0 ? address : address.slice(0, gap);
  const groups = head === '' ? [] : head.split(':');
  if (gap >= 0) {
    const tail = address.slice(gap + 2);
    const after = tail === '' ? 0 : tail.split(':').length;
    for (let missing = 8 - groups.length - after; missing > 0 && groups.length < 4; missing--) groups.push('0');
    if (groups.length < 4 && after > 0) groups.push(...tail.split(':').slice(0, 4 - groups.length));
  }
  const four = groups.slice(0, 4);
  while (four.length > 0 && four.at(-1) === '0') four.pop();
  return `${four.join(':')}::/64`;
}

/** What counts as one caller: an IPv4 address, or the /64 of an IPv6 one. */
export function callerKey(address: string): string {
  if (!address.includes(':') || address.endsWith('/64')) return address;
  return prefix64(address);
}

/** The network of a canonical address: /24 of IPv4, /64 of IPv6. */
export function networkOf(address: string): string {
  if (address.includes(':')) return callerKey(address);
  return `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
}
