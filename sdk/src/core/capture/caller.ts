import { bitsOf, cleanAddress, prefixOf } from '../respond/address';

export type CallerOf = (peer: string | undefined, forwardedFor: string | string[] | undefined) => string | undefined;

/**
 * Makes the function that finds the caller: the rightmost hop that is not a trusted proxy, never simply the leftmost entry
 * of X-Forwarded-For, which anyone can write. At an entry that is no address it stays with the last hop it could trust.
 * `peer` is a clean address, `wrong` gets the proxies that are neither addresses nor CIDRs.
 */
export function createCallerOf(proxies: number | readonly string[] = 0, wrong: (text: string) => void): CallerOf {
  const isCount = typeof proxies === 'number';
  const prefixes = isCount ? [] : proxies.map((text) => prefixOf(text) ?? (wrong(text), 'none'));
  const isTrusted = (bits: string): boolean => prefixes.some((prefix) => bits.startsWith(prefix));
  return (peer, forwardedFor = '') => {
    const entries = proxies ? String(forwardedFor).slice(-4096).split(',') : [];
    let caller = peer;
    for (let hop = 0; caller && (isCount ? hop < proxies : isTrusted(bitsOf(caller))); hop += 1) {
      const next = cleanAddress(entries.pop());
      if (!next) break;
      caller = next;
    }
    return caller;
  };
}
