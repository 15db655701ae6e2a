import type { RateSpan } from '../finding';

/** Furthest over its limit first. */
export const byExcess = (a: RateSpan, b: RateSpan): number =>
  b.peak / b.limit - a.peak / a.limit || b.calls - a.calls || (a.findingId < b.findingId ? -1 : 1);
