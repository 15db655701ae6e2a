import { canonicalAddress, inCidrs, type Cidr } from '../../shared';

/** Set by the server on every request, replacing whatever the caller sent under this name. */
export const CLIENT_ADDRESS_HEADER = 'x-callwatch-client-address';

export interface Hops {
  /** Address of the peer of the connection. */
  peer: string | undefined;
  /** The X-Forwarded-For header as it came. */
  forwardedFor: string | null | undefined;
  trusted: readonly Cidr[];
}

const KEPT = 10_000;
const known = new Map<string, string | null>();

/** A peer sends many requests: its address is read once. */
function addressOf(peer: string): string | null {
  const found = known.get(peer);
  if (found !== undefined) return found;
  const address = canonicalAddress(peer);
  if (known.size >= KEPT) known.clear();
  known.set(peer, address);
  return address;
}

/**
 * The rightmost hop that is no trusted proxy: what stands left of it was written by the caller. The peer itself when it
 * is not trusted; the leftmost hop when all are. Null when there is no peer.
 */
export function clientAddress({ peer, forwardedFor, trusted }: Hops): string | null {
  let last = addressOf(peer ?? '');
  if (last === null || !inCidrs(last, trusted)) return last;
  for (const hop of (forwardedFor ?? '').split(',').reverse()) {
    const address = canonicalAddress(hop.trim());
    if (address === null) return last; // a proxy that writes no address cannot be looked past
    last = address;
    if (!inCidrs(address, trusted)) return address;
  }
  return last;
}
