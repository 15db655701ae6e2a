import { cleanAddress, CidrMap } from '../respond/cidr';

export type CallerOf = (peer: string | undefined, forwardedFor: string | string[] | undefined) => string | undefined;

/** The proxies named by addresses and CIDRs; `wrong` gets those that are neither. */
function trustByAddress(list: readonly string[], wrong: (text: string) => void): (address: string) => boolean {
  const trusted = new CidrMap<true>();
  for (const text of list) if (!trusted.add(text, true)) wrong(text);
  return (address) => trusted.find(address).length > 0;
}

/**
 * Makes the function that finds the caller: the rightmost hop that is not a trusted proxy, never simply the leftmost entry
 * of X-Forwarded-For, which anyone can write. At an entry that is no address it stays with the last hop it could trust.
 */
export function createCallerOf(
  proxies: number | readonly string[] | undefined,
  wrong: (text: string) => void,
): CallerOf {
  const byAddress = typeof proxies === 'object' ? trustByAddress(proxies, wrong) : undefined;
  const hops = typeof proxies === 'number' ? proxies : 0;
  return (peer, forwardedFor) => {
    const peerAddress = cleanAddress(peer);
    if (peerAddress === undefined || proxies === undefined || forwardedFor === undefined) return peerAddress;
    let caller: string = peerAddress;
    const entries = String(forwardedFor).slice(-4096).split(',').reverse();
    for (const [hop, entry] of entries.entries()) {
      const isTrusted: boolean = byAddress === undefined ? hop < hops : byAddress(caller);
      const next: string | undefined = isTrusted ? cleanAddress(entry) : undefined;
      if (next === undefined) return caller;
      caller = next;
    }
    return caller;
  };
}
