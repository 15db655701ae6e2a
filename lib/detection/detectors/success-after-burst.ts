import type { Thresholds } from '../catalogue';
import type { Failure } from '../tracks/failure';
import type { CallerTrack } from '../tracks/track';

/** What stands against a login. */
export interface BurstEvidence {
  /** Decayed failures of the caller on other accounts. */
  evidence: number;
  otherAccounts: number;
  /** Decayed failures of the caller on the account that it entered. */
  ownEvidence: number;
  /** Failures of the caller on that account, undecayed. */
  ownFailures: number;
  /** Failures of the caller in all. */
  failures: number;
}

/** Accounts that the caller failed on up to `atMs`. */
function countAccounts(failures: readonly Failure[], atMs: number): number {
  const accounts = new Set<string>();
  for (const failure of failures) {
    if (failure.atMs <= atMs && failure.account !== null) accounts.add(failure.account);
  }
  return accounts.size;
}

/**
 * Is a success on `account` what a burst led to? Failures of the caller decay with a half-life; accounts that logged in
 * well through it weigh against it, so that people behind one address are none. Null when nothing stands against it.
 */
export function successAfterBurst(
  track: CallerTrack,
  { account, atMs }: { account: string; atMs: number },
  { successAfterBurst: limit }: Thresholds,
): BurstEvidence | null {
  if (track.failures.length < Math.min(limit.evidence, limit.ownEvidence)) return null;
  const decay = Math.LN2 / limit.halfLifeMs;
  let evidence = 0;
  let ownEvidence = 0;
  let ownFailures = 0;
  for (const failure of track.failures) {
    if (failure.atMs > atMs) continue;
    const weight = Math.exp((failure.atMs - atMs) * decay);
    if (failure.account === account) {
      ownEvidence += weight;
      ownFailures++;
    } else if (failure.account !== null) {
      evidence += weight;
    }
  }
  let goods = 0;
  for (const good of track.goods) goods += Math.exp(-Math.abs(atMs - good.atMs) * decay);
  const [weighs, ownWeighs] = [evidence >= limit.evidence + limit.goodWeight * goods, ownEvidence >= limit.ownEvidence];
  if (!weighs && !ownWeighs) return null; // spares the count of accounts, half of the cost
  const otherAccounts = countAccounts(track.failures, atMs) - (ownFailures > 0 ? 1 : 0);
  if (!ownWeighs && otherAccounts < limit.otherAccounts) return null;
  return { evidence, otherAccounts, ownEvidence, ownFailures, failures: track.failures.length };
}
