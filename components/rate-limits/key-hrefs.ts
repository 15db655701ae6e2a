import type { RatePolicyItem } from '../../lib/shared';
import { ATTEMPTS_ID } from '../logins/attempt-filters';
import type { PlaceTo } from '../project/use-place';

const HOUR_MS = 3_600_000;

/** Whose calls, of which policy, when; without `during` those of the page's range. */
export interface KeyPlace {
  policy: Pick<RatePolicyItem, 'key' | 'windowSeconds'> & { endpoint: { id: number } | null };
  key: string;
  environment: string;
  during?: { from: string; to: string } | undefined;
}

/** Where a key leads: a consumer to its page, a caller to its calls, an account to its login attempts, a network to the list of callers. */
export function keyHref(to: PlaceTo, place: KeyPlace): string {
  const { policy, key, environment, during } = place;
  const query = { env: environment, ...during };
  if (policy.key === 'consumer') return to(`/consumers/${encodeURIComponent(key)}`, query);
  if (policy.key === 'account') return to(`/logins#${ATTEMPTS_ID}`, { account: key, ...query });
  return keyCallsHref(to, place) ?? to('/callers', query);
}

/** The calls of a key that a policy counts; null for accounts and networks, by which calls cannot be searched. */
export function keyCallsHref(to: PlaceTo, { policy, key, environment, during }: KeyPlace): string | null {
  if (policy.key === 'account' || (policy.key === 'caller' && isNetwork(key))) return null;
  const endpoint = policy.endpoint && String(policy.endpoint.id);
  return to('/calls', { [policy.key]: key, endpoint, env: environment, ...during });
}

/** Callers of IPv6 are counted by their /64. */
const isNetwork = (key: string): boolean => key.includes('/');

/** The hour of a peak, with the window before it, in which it may have begun. */
export function aroundPeak(peakAt: string, windowSeconds: number): { from: string; to: string } {
  const at = Date.parse(peakAt);
  return { from: new Date(at - windowSeconds * 1_000).toISOString(), to: new Date(at + HOUR_MS).toISOString() };
}
