import type { HeadroomKey, RateHeadroom, RateKey, RatePolicyItem } from '../../lib/shared';
import {
  countOf,
  endpointName,
  formatAccount,
  formatCount,
  formatDuration,
  formatMoment,
  formatSpan,
} from '../../lib/shared';
import type { State } from '../ui/state/state';

/** How many calls whom in which time: what a policy counts, whatever its name. */
export type RateDefinition = Pick<RatePolicyItem, 'limit' | 'windowSeconds' | 'key' | 'environment'> & {
  endpoint: { method: string; route: string } | null;
};

/** "60 calls in 1 min per caller on POST /login in production". */
export function policySentence({ limit, windowSeconds, key, endpoint, environment }: RateDefinition): string {
  const on = endpoint === null ? '' : ` on ${endpointName(endpoint)}`;
  const within = environment === null ? '' : ` in ${environment}`;
  return `${countOf(limit, 'call')} in ${windowWords(windowSeconds)} per ${key}${on}${within}`;
}

/** "1 min", "45 s", "24 h". */
export const windowWords = (windowSeconds: number): string => formatSpan(windowSeconds * 1_000);

/** Who was counted, as it is shown: an address, a name, the short form of an account's hash. */
export const keyText = (kind: RateKey, key: string): string => (kind === 'account' ? formatAccount(key) : key);

/** "143 of 60": the most calls in a window, and how many may be. */
export const peakOf = (peak: number, limit: number): string => `${formatCount(peak)} of ${formatCount(limit)}`;

/** From this share of the limit on a key is near it. */
const NEAR = 0.8;

/** How a share of the limit is to be seen. */
export function shareState(share: number): 'attack' | 'degraded' | 'healthy' {
  if (share > 1) return 'attack';
  return share >= NEAR ? 'degraded' : 'healthy';
}

/** How many keys were counted, as far as headroom knows: "9", or "at least 1,000". */
export function seenText({ keysSeen, keysSeenAtLeast }: Pick<RateHeadroom, 'keysSeen' | 'keysSeenAtLeast'>): string {
  return keysSeenAtLeast ? `at least ${formatCount(keysSeen)}` : formatCount(keysSeen);
}

interface Counted {
  keysOver: number;
  keysNear: number;
  keysSeen: number;
}

/** Mark and words of how a policy stands in the range: those over its limit first, else those near it. */
export function standingOf(
  { enabled, key }: Pick<RatePolicyItem, 'enabled' | 'key'>,
  { keysOver, keysNear, keysSeen }: Counted,
): { state: State; words: string } {
  if (!enabled) return { state: 'silenced', words: 'Off' };
  if (keysOver > 0) return { state: 'attack', words: `${countOf(keysOver, key)} over` };
  if (keysNear > 0) return { state: 'degraded', words: `${countOf(keysNear, key)} near` };
  return keysSeen > 0 ? { state: 'healthy', words: 'Below the limit' } : { state: 'neutral', words: 'Nothing counted' };
}

/** ", counts since 02:31 UTC" where a policy that has counted nothing yet began within the range; else empty. */
export function sinceWords(
  { keysSeen, countedFrom }: Pick<RateHeadroom, 'keysSeen' | 'countedFrom'>,
  { fromMs, now }: { fromMs: number; now: number },
): string {
  if (keysSeen > 0 || countedFrom === null || Date.parse(countedFrom) <= fromMs) return '';
  return `, counts since ${formatMoment(countedFrom, now, 'minute')} UTC`;
}

interface Tried extends Pick<Counted, 'keysOver' | 'keysSeen'> {
  from: string;
  to: string;
  complete: boolean;
  keys: readonly Pick<HeadroomKey, 'key' | 'peak'>[];
}

/** What a policy would have shown, in one sentence: "In the last 24 h, 3 callers would have been over; busiest 203.0.113.9 with 143 of 60." */
export function triedWords(tried: Tried, { limit, key }: Pick<RateDefinition, 'limit' | 'key'>): string {
  const during = `In the last ${spanWords(tried)},`;
  const [busiest] = tried.keys;
  if (!busiest) return `${during} no call would have been counted.`;
  const over = tried.keysOver === 0 ? `no ${key}` : countOf(tried.keysOver, key);
  return `${during} ${over} would have been over; busiest ${keyText(key, busiest.key)} with ${peakOf(busiest.peak, limit)}.`;
}

function spanWords({ from, to, complete }: Tried): string {
  const spanMs = Date.parse(to) - Date.parse(from);
  return complete ? formatSpan(spanMs) : formatDuration(spanMs);
}

/** That calls are left out, where some are; empty otherwise. */
export const lateWords = ({ lateCalls }: { lateCalls: number }): string =>
  lateCalls === 0
    ? ''
    : `Without ${countOf(lateCalls, 'call')} that came more than 15 min late: headroom never counts those.`;

/** How far back was looked, where that is less than was asked for; empty otherwise. */
export const lookedBackWords = ({ from, complete }: Pick<Tried, 'from' | 'complete'>, now: number): string =>
  complete
    ? ''
    : `Looked back to ${formatMoment(from, now)} UTC: there are too many calls to read 24 h of them at once.`;
