import { LIMITS } from '../catalogue';
import type { Attempt } from '../attempt';
import { bruteAccount } from '../detectors/brute-account';
import { bruteIp } from '../detectors/brute-ip';
import { stuffingIp } from '../detectors/stuffing-ip';
import { insertFailure, type Failure } from '../tracks/failure';
import type { AccountTrack, CallerTrack } from '../tracks/track';
import { isTrusted } from '../tracks/trust';
import { countUsual } from '../tracks/usual';
import { keepDropped } from './dropped';
import { beginEpisode, growEpisodes, raiseEpisode, runningEpisode } from './episodes';
import { accountTrack, callerTrack } from './find-track';
import { halfOf, type Scope, type Track } from './scope';

/** The failure's index. An array of one takes 128 bytes less than one pushed to: most tracks have a single failure. */
function insert(track: Track, failure: Failure): number {
  if (track.failures.length > 0) return insertFailure(track.failures, failure, LIMITS.failures);
  track.failures = [failure];
  return 0;
}

/** Puts the failure on a track and lets its episodes grow. Returns the failure's index; -1 when it is too old to count. */
function addTo(scope: Scope, track: Track, failure: Failure): number {
  const oldest = track.failures.length === LIMITS.failures ? track.failures[0] : undefined;
  const index = insert(track, failure);
  if (index < 0) return index;
  if (oldest) keepDropped(scope, track, oldest);
  track.lastAtMs = Math.max(track.lastAtMs, failure.atMs);
  growEpisodes(scope, track, failure.atMs);
  return index;
}

function judgeCaller(scope: Scope, track: CallerTrack, index: number): void {
  const atMs = track.failures[index]?.atMs ?? 0;
  const { thresholds } = scope;
  if (!runningEpisode(track, 'brute-ip')) {
    const first = bruteIp(track, index, thresholds);
    if (first !== null) {
      beginEpisode(scope, track, { detector: 'brute-ip', severity: thresholds.bruteIp.severity, first, atMs });
    }
  }
  if (!runningEpisode(track, 'stuffing-ip')) {
    const first = stuffingIp(track, index, thresholds);
    if (first !== null) {
      beginEpisode(scope, track, { detector: 'stuffing-ip', severity: thresholds.stuffingIp.severity, first, atMs });
    }
  }
}

function judgeAccount(scope: Scope, track: AccountTrack, index: number): void {
  const episode = runningEpisode(track, 'brute-account');
  const { raisedSeverity } = scope.thresholds.bruteAccount;
  if (episode && episode.severity !== scope.thresholds.bruteAccount.severity) return;
  const hit = bruteAccount(track, index, scope.thresholds);
  if (!hit) return;
  if (!episode) {
    const atMs = track.failures[index]?.atMs ?? 0;
    beginEpisode(scope, track, { detector: 'brute-account', severity: hit.severity, first: hit.first, atMs });
  } else if (hit.severity === raisedSeverity) {
    raiseEpisode(scope, track, { episode, severity: raisedSeverity });
  }
}

/** A failed login. One of an account from a network that it logged in from before is its owner's: no evidence. */
export function onFailure(scope: Scope, attempt: Attempt): void {
  if (isTrusted(scope.state.trust, attempt)) return;
  const { atMs, environmentId, caller, account, endpointId, clientId, backfill } = attempt;
  const failure: Failure = { atMs, caller, account, endpointId, clientId };
  const half = halfOf(scope, backfill);
  let attacking = false;
  if (caller !== null) {
    const track = callerTrack(half, environmentId, caller);
    const index = addTo(scope, track, failure);
    if (index >= 0) judgeCaller(scope, track, index);
    attacking = track.episodes.length > 0;
  }
  if (account !== null) {
    const track = accountTrack(half, environmentId, account);
    const index = addTo(scope, track, failure);
    if (index >= 0) judgeAccount(scope, track, index);
  }
  if (attacking) return;
  countUsual(scope.state.usual, environmentId, { atMs, halfLifeMs: scope.thresholds.baselineHalfLifeMs });
}
