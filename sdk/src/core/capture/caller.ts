import { BlockList, isIP } from 'node:net';
import { cleanAddress } from './address';

export type CallerOf = (peer: string | undefined, forwardedFor: string | string[] | undefined) => string | undefined;

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** The proxies that are told by their addresses and CIDRs; `wrong` gets those that are neither. */
function listOf(proxies: readonly string[], wrong: (text: string) => void): BlockList {
  const list = new BlockList();
  for (const text of proxies) {
    const [address = '', length] = text.split('/');
    const family = familyOf(address);
    try {
      if (length === undefined) list.addAddress(address, family);
      else list.addSubnet(address, Number.parseInt(length, 10), family);
    } catch {
      wrong(text);
    }
  }
  return list;
}

/**
 * Makes the function that finds the caller: the rightmost hop that is not a trusted proxy, never simply the leftmost entry
 * of X-Forwarded-For, which anyone can write. At an entry that is no address it stays with the last hop it could trust.
 * `peer` is a clean address.
 */
export function createCallerOf(proxies: number | readonly string[] = 0, wrong: (text: string) => void): CallerOf {
  const list = typeof proxies === 'number' ? undefined : listOf(proxies, wrong);
  const isTrusted = (hop: number, caller: string): boolean =>
    list ? list.check(caller, familyOf(caller)) : hop < Number(proxies);
  return (peer, forwardedFor = '') => {
    if (proxies === 0) return peer;
    const entries = String(forwardedFor).slice(-4096).split(',');
    let caller = peer;
    for (let hop = 0; caller && isTrusted(hop, caller); hop += 1) {
      const next = cleanAddress(entries.pop());
      if (!next) break;
      caller = next;
    }
    return caller;
  };
}
