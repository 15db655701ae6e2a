import { ENTERED, LIMITS } from '../catalogue';
import type { Attempt } from '../attempt';
import { successAfterBurst, type BurstEvidence } from '../detectors/success-after-burst';
import type { CallerTrack } from '../tracks/track';
import { isTrusted, trustPair } from '../tracks/trust';
import { describeEntry } from './describe';
import { forgiveDropped } from './dropped';
import { raiseEpisode, runningEpisode } from './episodes';
import { findAccountTrack, findCallerTrack } from './find-track';
import { halfOf, type Scope, type Track } from './scope';

/** The items that do not match: the array itself when none does, as mostly. */
function without<T>(items: T[], matches: (item: T) => boolean): T[] {
  return items.some(matches) ? items.filter((item) => !matches(item)) : items;
}

/** Remembers who logged in well, and forgives the failures that came before: a person who mistyped. */
function goodLogin(scope: Scope, attempt: Attempt, track: CallerTrack | undefined): void {
  const { state, thresholds } = scope;
  const { account, caller, atMs, environmentId, clientId } = attempt;
  trustPair(state.trust, attempt, atMs);
  const logins = state.clients.get(clientId) ?? 0;
  if (
    clientId !== 0 &&
    logins < thresholds.ordinaryClientLogins &&
    (logins > 0 || state.clients.size < LIMITS.clients)
  ) {
    state.clients.set(clientId, logins + 1);
  }
  if (track) {
    track.failures = without(track.failures, (failure) => failure.account === account);
    forgiveDropped(scope, track, account);
    track.goods = without(track.goods, (good) => good.account === account);
    if (account !== null) track.goods.push({ account, atMs });
    if (track.goods.length > LIMITS.goods) track.goods.shift();
  }
  const own = account === null ? undefined : findAccountTrack(halfOf(scope, attempt.backfill), environmentId, account);
  if (!own) return;
  own.failures = without(own.failures, (failure) => failure.caller === caller);
  forgiveDropped(scope, own, caller);
}

/** An account was entered: running findings of the caller and of the account become critical. */
function raiseRunning(scope: Scope, track: Track): void {
  for (const detector of ['stuffing-ip', 'brute-account'] as const) {
    const episode = runningEpisode(track, detector);
    if (!episode) continue;
    episode.entered++;
    raiseEpisode(scope, track, { episode, severity: ENTERED });
  }
}

function entered(
  scope: Scope,
  attempt: Attempt & { account: string },
  burst: { track: CallerTrack; evidence: BurstEvidence },
): void {
  const { track, evidence } = burst;
  if (track.entered.includes(attempt.account)) return;
  track.entered.push(attempt.account);
  if (track.entered.length > LIMITS.entered) track.entered.shift();
  scope.findings.push(describeEntry(scope, attempt, { track, evidence }));
  raiseRunning(scope, track);
  const account = findAccountTrack(halfOf(scope, attempt.backfill), attempt.environmentId, attempt.account);
  if (account && evidence.ownFailures > 0) raiseRunning(scope, account);
}

/** A login that succeeded: of its owner, unless a burst led to it. */
export function onSuccess(scope: Scope, attempt: Attempt): void {
  const { account, caller, environmentId, atMs } = attempt;
  const track = caller === null ? undefined : findCallerTrack(halfOf(scope, attempt.backfill), environmentId, caller);
  if (track && account !== null && !isTrusted(scope.state.trust, attempt)) {
    const evidence = successAfterBurst(track, { account, atMs }, scope.thresholds);
    if (evidence) return entered(scope, { ...attempt, account }, { track, evidence });
  }
  goodLogin(scope, attempt, track);
}
