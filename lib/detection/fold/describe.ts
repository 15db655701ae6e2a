import { DETECTORS, LIMITS } from '../catalogue';
import type { Thresholds } from '../catalogue';
import type { Attempt } from '../attempt';
import type { BurstEvidence } from '../detectors/success-after-burst';
import type { Finding } from '../finding';
import type { Failure } from '../tracks/failure';
import type { CallerTrack, Episode } from '../tracks/track';
import { isCallerTrack, type Scope, type Track } from './scope';

const LISTED = LIMITS.failures;
/** A caller that failed on an account once may be its owner elsewhere. */
const TRIES_OF_AN_ATTACKER = 2;

const round = (value: number): number => Math.round(value * 100) / 100;

/** The values of the failures, each once. Neighbours are mostly alike: comparing them first spares most of the hashing. */
function distinct<T>(failures: readonly Failure[], read: (failure: Failure) => T): T[] {
  const values = new Set<T>();
  let latest: T | undefined;
  for (const failure of failures) {
    const value = read(failure);
    if (value !== latest) values.add(value);
    latest = value;
  }
  return [...values];
}

function clientsOf(scope: Scope, failures: readonly Failure[]): number[] {
  const { state, thresholds } = scope;
  return distinct(failures, (failure) => failure.clientId).filter(
    (client) => client !== 0 && (state.clients.get(client) ?? 0) < thresholds.ordinaryClientLogins,
  );
}

function accountsOf(failures: readonly Failure[]): string[] {
  return distinct(failures, (failure) => failure.account).filter((account) => account !== null);
}

function callersOf(failures: readonly Failure[]): string[] {
  const tries = new Map<string, number>();
  for (const { caller } of failures) if (caller !== null) tries.set(caller, (tries.get(caller) ?? 0) + 1);
  return [...tries].filter(([, count]) => count >= TRIES_OF_AN_ATTACKER).map(([caller]) => caller);
}

function thresholdsOf(episode: Episode, thresholds: Thresholds): Record<string, number> {
  if (episode.detector === 'brute-ip') {
    return { thresholdFailures: thresholds.bruteIp.failures, windowSeconds: thresholds.bruteIp.windowMs / 1000 };
  }
  if (episode.detector === 'brute-account') {
    const { failures, windowMs } = thresholds.bruteAccount;
    return { thresholdFailures: failures, windowSeconds: windowMs / 1000 };
  }
  const { failures, accounts, windowMs } = thresholds.stuffingIp;
  return { thresholdFailures: failures, thresholdAccounts: accounts, windowSeconds: windowMs / 1000 };
}

/** The finding of an episode as it stands now. */
export function describeEpisode(
  scope: Scope,
  track: Track,
  { episode, historical }: { episode: Episode; historical: boolean },
): Finding {
  const failures = track.failures.filter(({ atMs }) => atMs >= episode.fromMs && atMs <= episode.toMs);
  const ofCaller = isCallerTrack(track);
  const accounts = ofCaller ? accountsOf(failures) : [track.account];
  const endpointIds = distinct(failures, (failure) => failure.endpointId);
  const { id, detector, severity, fromMs, toMs } = episode;
  return {
    id,
    detector,
    severity,
    environmentId: track.environmentId,
    historical,
    atMs: episode.firedAtMs,
    fromMs,
    toMs,
    entity: {
      callers: ofCaller ? [track.caller] : callersOf(failures),
      accounts,
      endpointIds,
      clients: clientsOf(scope, failures),
    },
    evidence: {
      failures: episode.failures,
      accounts: accounts.length,
      callers: ofCaller ? 1 : distinct(failures, (failure) => failure.caller).length,
      entered: episode.entered,
      baselineFailuresPerMinute: round(episode.baselinePerMinute),
      ...thresholdsOf(episode, scope.thresholds),
    },
    query: {
      environmentId: track.environmentId,
      endpointIds,
      caller: ofCaller ? track.caller : null,
      account: ofCaller ? null : track.account,
      outcome: 'failure',
      fromMs,
      toMs,
    },
  };
}

/** The finding of an account that was entered. */
export function describeEntry(
  scope: Scope,
  attempt: Attempt & { account: string },
  { track, evidence }: { track: CallerTrack; evidence: BurstEvidence },
): Finding {
  const detector = DETECTORS[3];
  const { environmentId, account, atMs, backfill } = attempt;
  const fromMs = track.failures.find((failure) => failure.atMs <= atMs)?.atMs ?? atMs;
  const failed = distinct(track.failures, (failure) => failure.endpointId);
  const endpointIds = [attempt.endpointId, ...failed.filter((id) => id !== attempt.endpointId)].slice(0, LISTED);
  return {
    id: `${detector}/${environmentId}/${track.caller}/${account}/${Math.round(atMs * 1000)}`,
    detector,
    severity: scope.thresholds.successAfterBurst.severity,
    environmentId,
    historical: backfill,
    atMs,
    fromMs,
    toMs: atMs,
    entity: { callers: [track.caller], accounts: [account], endpointIds, clients: clientsOf(scope, track.failures) },
    evidence: {
      failuresOnAccount: evidence.ownFailures,
      failuresOfCaller: evidence.failures,
      otherAccounts: evidence.otherAccounts,
      evidence: round(evidence.evidence),
      ownEvidence: round(evidence.ownEvidence),
      thresholdEvidence: scope.thresholds.successAfterBurst.evidence,
    },
    query: { environmentId, endpointIds, caller: track.caller, account: null, outcome: null, fromMs, toMs: atMs },
  };
}
