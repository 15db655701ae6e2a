import { consumerPage, exactValue, type RatePolicyItem } from '../../lib/shared';
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

/** Where a key leads: a consumer to its page, an account to its login attempts, a caller or a network to its calls. */
export function keyHref(to: PlaceTo, place: KeyPlace): string {
  const { policy, key, environment, during } = place;
  const query = { env: environment, ...during };
  if (policy.key === 'consumer') return to(consumerPage(key), query);
  if (policy.key === 'account') return to(`/logins#${ATTEMPTS_ID}`, { account: key, ...query });
  return keyCallsHref(to, place);
}

/** The calls of a key that a policy counts; callers of IPv6 are counted by their /64. */
export function keyCallsHref(to: PlaceTo, { policy, key, environment, during }: KeyPlace): string {
  const endpoint = policy.endpoint && String(policy.endpoint.id);
  const column = policy.key === 'account' ? 'accountHash' : policy.key;
  return to('/calls', { [column]: exactValue(column, key), endpoint, env: environment, ...during });
}

/** The hour of a peak, with the window before it, in which it may have begun. */
export function aroundPeak(peakAt: string, windowSeconds: number): { from: string; to: string } {
  const at = Date.parse(peakAt);
  return { from: new Date(at - windowSeconds * 1_000).toISOString(), to: new Date(at + HOUR_MS).toISOString() };
}
