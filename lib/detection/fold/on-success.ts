import { ENTERED, LIMITS } from '../catalogue';
import { isNamed, type Attempt, type NamedAttempt } from '../attempt';
import { successAfterBurst, type BurstEvidence } from '../detectors/success-after-burst';
import type { CallerTrack, Entered } from '../tracks/track';
import { isTrusted, trustPair } from '../tracks/trust';
import { describeEntry } from './describe-entry';
import { forgiveDropped } from './dropped';
import { enterAgain, enterFirst, findEntered } from './entered';
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

/**
 * An account was entered: running findings of the caller and of the account become critical and count it, unless they ran
 * already at an earlier login of the caller there.
 */
function raiseRunning(scope: Scope, track: Track, earlierAtMs: number): void {
  for (const detector of ['stuffing-ip', 'brute-account'] as const) {
    const episode = runningEpisode(track, detector);
    if (!episode || episode.firedAtMs <= earlierAtMs) continue;
    episode.entered++;
    raiseEpisode(scope, track, { episode, severity: ENTERED });
  }
}

interface Entry {
  track: CallerTrack;
  /** What led to it; null when nothing stands against the caller but that it entered the account before. */
  evidence: BurstEvidence | null;
  known: Entered | undefined;
}

function entered(scope: Scope, attempt: NamedAttempt, { track, evidence, known }: Entry): void {
  const earlierAtMs = known?.lastAtMs ?? -Infinity;
  if (known) enterAgain(scope, attempt, { track, entered: known, byBurst: evidence !== null });
  else if (evidence) {
    enterFirst(track, attempt);
    scope.findings.push(describeEntry(scope, attempt, { track, evidence }));
  }
  raiseRunning(scope, track, earlierAtMs);
  if (!evidence || evidence.ownFailures === 0) return;
  const account = findAccountTrack(halfOf(scope, attempt.backfill), attempt.environmentId, attempt.account);
  if (account) raiseRunning(scope, account, earlierAtMs);
}

/**
 * A login that succeeded: of its owner, unless a burst led to it, or led the same caller into the account less than a day
 * before.
 */
export function onSuccess(scope: Scope, attempt: Attempt): void {
  const { caller, environmentId, atMs } = attempt;
  const track = caller === null ? undefined : findCallerTrack(halfOf(scope, attempt.backfill), environmentId, caller);
  if (track && isNamed(attempt)) {
    const { account } = attempt;
    const known = findEntered(track, account, atMs);
    const mayBeEntry = known !== undefined || !isTrusted(scope.state.trust, attempt);
    const evidence = mayBeEntry ? successAfterBurst(track, { account, atMs }, scope.thresholds) : null;
    if (known || evidence) return entered(scope, attempt, { track, evidence, known });
  }
  goodLogin(scope, attempt, track);
}
