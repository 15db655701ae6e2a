import type { Thresholds } from '../catalogue';
import type { Failure } from '../tracks/failure';
import type { CallerTrack } from '../tracks/track';
import { goodAccountsBetween } from './good-accounts';

type Limit = Thresholds['stuffingIp'];

/** Tries by account among `failures[first..last]`. */
function triesByAccount(failures: readonly Failure[], first: number, last: number): Map<string, number> {
  const tries = new Map<string, number>();
  for (let i = first; i <= last; i++) {
    const account = failures[i]?.account;
    if (account) tries.set(account, (tries.get(account) ?? 0) + 1);
  }
  return tries;
}

function isStuffing(tries: ReadonlyMap<string, number>, limit: Limit): boolean {
  if (tries.size < limit.accounts) return false;
  let failures = 0;
  let few = 0;
  for (const count of tries.values()) {
    failures += count;
    if (count <= limit.triesPerAccount) few++;
  }
  return failures >= limit.failures && few >= limit.accountShare * tries.size;
}

function windowEndingAt(track: CallerTrack, last: number, limit: Limit): number | null {
  const toMs = track.failures[last]?.atMs ?? 0;
  let first = last;
  while (first > 0 && toMs - (track.failures[first - 1]?.atMs ?? 0) < limit.windowMs) first--;
  if (last - first + 1 < limit.failures) return null;
  const tries = triesByAccount(track.failures, first, last);
  if (!isStuffing(tries, limit)) return null;
  const goods = goodAccountsBetween(track.goods, toMs - limit.windowMs, toMs);
  return goods > limit.maxGoodShare * tries.size ? null : first;
}

/**
 * First index of the window in which one caller tried a list of accounts; null when it did not. A failure that came late
 * is held against every window that it may have completed.
 */
export function stuffingIp(track: CallerTrack, index: number, { stuffingIp: limit }: Thresholds): number | null {
  if (track.failures.length < limit.failures) return null;
  for (let last = Math.max(index, limit.failures - 1); last < track.failures.length; last++) {
    const first = windowEndingAt(track, last, limit);
    if (first !== null) return first;
  }
  return null;
}
