import { DETECTORS, LIMITS } from '../catalogue';
import type { NamedAttempt } from '../attempt';
import type { BurstEvidence } from '../detectors/success-after-burst';
import type { Finding } from '../finding';
import type { CallerTrack, Entered } from '../tracks/track';
import { clientsOf, distinct, round } from './describe';
import type { Scope } from './scope';

const DETECTOR = DETECTORS[3];

/** The endpoints of the logins, then those where the caller failed. */
function endpointsOf(track: CallerTrack, own: readonly number[]): number[] {
  const failed = distinct(track.failures, (failure) => failure.endpointId);
  return [...own, ...failed.filter((id) => !own.includes(id))].slice(0, LIMITS.failures);
}

/** The finding of an account that was entered. */
export function describeEntry(
  scope: Scope,
  attempt: NamedAttempt,
  { track, evidence }: { track: CallerTrack; evidence: BurstEvidence },
): Finding {
  const { environmentId, account, atMs, backfill } = attempt;
  const fromMs = track.failures.find((failure) => failure.atMs <= atMs)?.atMs ?? atMs;
  const endpointIds = endpointsOf(track, [attempt.endpointId]);
  return {
    id: `${DETECTOR}/${environmentId}/${track.caller}/${account}/${Math.round(atMs * 1000)}`,
    detector: DETECTOR,
    severity: scope.thresholds.successAfterBurst.severity,
    environmentId,
    historical: backfill,
    atMs,
    fromMs,
    toMs: atMs,
    entity: { callers: [track.caller], accounts: [account], endpointIds, clients: clientsOf(scope, track.failures) },
    evidence: {
      entries: 1,
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

/** The finding of the further logins on an account that was entered, as they stand now; none before the second login. */
export function describeAgain(
  scope: Scope,
  track: CallerTrack,
  { entered, historical }: { entered: Entered; historical: boolean },
): Finding[] {
  const { account, again } = entered;
  if (!again) return [];
  const { environmentId, caller } = track;
  const { firedAtMs, fromMs, toMs } = again;
  return [
    {
      id: `${DETECTOR}/${environmentId}/${caller}/${account}/again/${Math.round(firedAtMs * 1000)}`,
      detector: DETECTOR,
      severity: scope.thresholds.successAfterBurst.severity,
      environmentId,
      historical,
      atMs: firedAtMs,
      fromMs,
      toMs,
      entity: {
        callers: [caller],
        accounts: [account],
        endpointIds: endpointsOf(track, again.endpointIds),
        clients: clientsOf(scope, track.failures),
      },
      evidence: {
        entries: entered.times,
        entriesAgain: again.times,
        failuresOnAccount: track.failures.filter((failure) => failure.account === account).length,
        failuresOfCaller: track.failures.length,
      },
      query: { environmentId, endpointIds: again.endpointIds, caller, account, outcome: 'success', fromMs, toMs },
    },
  ];
}
