import { hashPair } from '../hash-pair';
import { LIMITS } from '../catalogue';

const HOUR_MS = 3_600_000;

/** Account and network pairs that logged in well: hash to the hour of the latest login, the longest unused first. */
export type Trust = Map<number, number>;

function keyOf(environmentId: number, account: string, network: string): number {
  return hashPair(account, `${environmentId}/${network}`);
}

interface Pair {
  environmentId: number;
  account: string | null;
  network: string | null;
}

/** Did this account log in well from this network before? */
export function isTrusted(trust: Trust, { environmentId, account, network }: Pair): boolean {
  return account !== null && network !== null && trust.has(keyOf(environmentId, account, network));
}

/** Remembers a good login; forgets the pairs unused for longest above the limit. */
export function trustPair(trust: Trust, { environmentId, account, network }: Pair, atMs: number): void {
  if (account === null || network === null) return;
  const key = keyOf(environmentId, account, network);
  const hour = Math.floor(atMs / HOUR_MS);
  const known = trust.get(key);
  if (known !== undefined && known >= hour) return;
  trust.delete(key);
  trust.set(key, hour);
  if (trust.size > LIMITS.trustedPairs) forgetOldest(trust);
}

/** A tenth at once: deleting one by one from the front of a Map takes ever longer. */
function forgetOldest(trust: Trust): void {
  let surplus = trust.size - Math.floor(LIMITS.trustedPairs * 0.9);
  for (const oldest of trust.keys()) {
    if (surplus-- <= 0) break;
    trust.delete(oldest);
  }
}
