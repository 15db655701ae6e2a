import { inCidrs, parseCidrs, type Cidr } from '../shared';
import type { Finding } from './finding';

/** Callers of whom nothing is to be concluded, from when until when. */
export interface AllowedCallers {
  network: string;
  createdAt: Date;
  expiresAt: Date | null;
  /** Taken off the list. */
  endedAt: Date | null;
}

/** Is the caller on the list at this moment? */
export type IsAllowed = (caller: string | null) => boolean;

export const NOBODY: IsAllowed = () => false;

/** The list as it stood at a moment, so that a replay concludes what was concluded then. */
export function allowedAt(list: readonly AllowedCallers[], nowMs: number): IsAllowed {
  const standing = list.filter(
    ({ createdAt, expiresAt, endedAt }) =>
      createdAt.getTime() <= nowMs &&
      (expiresAt === null || expiresAt.getTime() > nowMs) &&
      (endedAt === null || endedAt.getTime() > nowMs),
  );
  if (standing.length === 0) return NOBODY;
  const ranges: readonly Cidr[] = parseCidrs(standing.map(({ network }) => network)).ranges;
  const known = new Map<string, boolean>();
  return (caller) => {
    if (caller === null) return false;
    const address = caller.replace(/\/\d+$/, ''); // IPv6 also comes as its /64
    const found = known.get(address) ?? inCidrs(address, ranges);
    known.set(address, found);
    return found;
  };
}

/** Is it about an allowed caller who is over a rate? What else is found has no evidence of theirs. */
export const isOfAllowed = ({ rate }: Finding, isAllowed: IsAllowed): boolean =>
  rate?.kind === 'caller' && isAllowed(rate.key);
