import { countOf, formatAccount, formatCount, formatSpan } from '../../shared';
import type { AttackIncident, RateSpan } from '../../detection';

/** Answers 429 are counted under no policy. */
export const isRefusals = ({ policyId }: Pick<RateSpan, 'policyId'>): boolean => policyId === 0;

/** Is the incident about a rate alone, and not about logins? */
export function isRateOnly({ detectors }: Pick<AttackIncident, 'detectors'>): boolean {
  const found = Object.keys(detectors);
  return found.length > 0 && found.every((detector) => detector === 'rate-violation');
}

/** "60 s", "5 min", "24 h". */
const windowText = (seconds: number): string => (seconds <= 90 ? `${seconds} s` : formatSpan(seconds * 1000));

/** Who it was: "203.0.113.7", "Consumer acme", "Account a1b2…". */
export function whoseRate({ kind, key }: RateSpan, consumers: ReadonlyMap<number, string> = new Map()): string {
  if (kind === 'caller') return `Caller ${key}`;
  if (kind === 'account') return formatAccount(key);
  return `Consumer ${consumers.get(Number(key)) ?? key}`;
}

/** "sent 70 calls in 60 s; the policy allows 60", or of answers 429 how many in a minute. */
export function rateSentence(span: RateSpan): string {
  const { limit, windowSeconds, peak, policy } = span;
  if (isRefusals(span)) {
    return `was answered 429 ${countOf(peak, 'time')} in a minute and ${formatCount(limit)} or more in two minutes in a row`;
  }
  const name = policy === '' ? 'the policy' : `the policy “${policy}”`;
  return `sent ${countOf(peak, 'call')} in ${windowText(windowSeconds)}; ${name} allows ${formatCount(limit)}`;
}

/** The span that says most: of a policy before answers 429, then the one furthest over its limit. */
export function worstRate(rates: readonly RateSpan[]): RateSpan | undefined {
  const over = (span: RateSpan): number => span.peak / span.limit + (isRefusals(span) ? 0 : 1_000_000);
  return [...rates].sort((a, b) => over(b) - over(a))[0];
}

/** Keys that were over the policy of the span at once; of answers 429 callers and consumers alike, so none is said. */
function keysOf({ policies }: Pick<AttackIncident, 'policies'>, span: RateSpan): number {
  return isRefusals(span) ? 0 : (policies.find(({ id }) => id === span.policyId)?.keys ?? 0);
}

/** "2 callers exceeded 60 calls in 60 s", "1 consumer kept calling when answered 429". */
export function rateDeed({ rates, policies }: Pick<AttackIncident, 'rates' | 'policies'>): string {
  const worst = worstRate(rates);
  if (!worst) return 'A rate was exceeded';
  const alike = rates.filter((span) => span.kind === worst.kind && isRefusals(span) === isRefusals(worst));
  const listed = new Set(alike.map(({ key }) => key)).size;
  const who = countOf(Math.max(listed, keysOf({ policies }, worst)), worst.kind);
  if (isRefusals(worst)) return `${who} kept calling when answered 429`;
  return `${who} exceeded ${countOf(worst.limit, 'call')} in ${windowText(worst.windowSeconds)}`;
}
