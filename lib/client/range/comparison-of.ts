import { type Comparison, COMPARISONS } from '../../shared';

/** The comparison that `vs` of the URL names: nothing by `none`, the period before unless told. */
export const comparisonOf = (vs: string | null): Comparison | null =>
  vs === 'none' ? null : (COMPARISONS.find((comparison) => comparison === vs) ?? 'prev');

/** What the key `p` goes through. */
export const nextComparison = (compare: Comparison | null): Comparison | null =>
  compare === 'prev' ? 'week' : compare === 'week' ? null : 'prev';
