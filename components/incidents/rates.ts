import type { IncidentDetail, IncidentRate } from '../../lib/shared';
import { countOf, formatAccount, formatCount, formatSpan } from '../../lib/shared';

/** Is the incident about a rate alone, and not about logins? */
export const isRateOnly = ({ chart }: Pick<IncidentDetail, 'chart'>): boolean => chart.of === 'calls';

/** Who was over: an address, a consumer's name, the short form of an account's hash. */
export const rateKeyText = ({ kind, key }: Pick<IncidentRate, 'kind' | 'key'>): string =>
  kind === 'account' ? formatAccount(key) : key;

/** Where a policy was exceeded before where calls were answered 429, then the one furthest over its limit. */
export function worstRate(rates: readonly IncidentRate[]): IncidentRate | null {
  const over = ({ policyId, peak, limit }: IncidentRate): number => peak / limit + (policyId === null ? 0 : 1_000_000);
  return rates.toSorted((a, b) => over(b) - over(a))[0] ?? null;
}

type Rated = Pick<IncidentDetail, 'rates' | 'figures'>;

/** "the 100 furthest over": what lists show when more keys were over; null when they show all. */
export function furthestOnly({ rates, figures }: Rated): string | null {
  const listed = new Set(rates.map(({ kind, key }) => `${kind} ${key}`)).size;
  return figures.rateKeys > listed ? `the ${formatCount(listed)} furthest over` : null;
}

/** "2 callers, 1 consumer": who was over a rate, each once; "6,000 callers" also when fewer are listed. */
export function whoWasOver(incident: Rated): string {
  const { rates, figures } = incident;
  const [first, ...others] = new Set(rates.map(({ kind }) => kind));
  if (furthestOnly(incident)) return countOf(figures.rateKeys, others.length > 0 ? 'key' : (first ?? 'key'));
  return (['caller', 'consumer', 'account'] as const)
    .flatMap((kind) => {
      const keys = new Set(rates.filter((rate) => rate.kind === kind).map(({ key }) => key));
      return keys.size === 0 ? [] : [countOf(keys.size, kind)];
    })
    .join(', ');
}

/** "143 of 60 in 1 min", or of answers 429 "12 in 1 min". */
export function ratePeak({ policyId, peak, limit, windowSeconds }: IncidentRate): string {
  const during = `in ${formatSpan(windowSeconds * 1_000)}`;
  return policyId === null
    ? `${formatCount(peak)} ${during}`
    : `${formatCount(peak)} of ${formatCount(limit)} ${during}`;
}
