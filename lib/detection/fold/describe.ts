import { LIMITS } from '../catalogue';
import type { Thresholds } from '../catalogue';
import type { Finding } from '../finding';
import type { Failure } from '../tracks/failure';
import type { Episode } from '../tracks/track';
import { failuresToTell } from './dropped';
import { isCallerTrack, type Scope, type Track } from './scope';

/** Callers and accounts of a finding, as many as of an incident. */
const NAMED = LIMITS.incidentEntities;
/** A caller that failed on an account once may be its owner elsewhere. */
const TRIES_OF_AN_ATTACKER = 2;

export const round = (value: number): number => Math.round(value * 100) / 100;

/** The values of the failures, each once. Neighbours are mostly alike: comparing them first spares most of the hashing. */
export function distinct<T>(failures: readonly Failure[], read: (failure: Failure) => T): T[] {
  const values = new Set<T>();
  let latest: T | undefined;
  for (const failure of failures) {
    const value = read(failure);
    if (value !== latest) values.add(value);
    latest = value;
  }
  return [...values];
}

export function clientsOf(scope: Scope, failures: readonly Failure[]): number[] {
  const { state, thresholds } = scope;
  return distinct(failures, (failure) => failure.clientId).filter(
    (client) => client !== 0 && (state.clients.get(client) ?? 0) < thresholds.ordinaryClientLogins,
  );
}

function accountsOf(failures: readonly Failure[]): string[] {
  return distinct(failures, (failure) => failure.account).filter((account) => account !== null);
}

/** The attackers among the callers, and the number of all callers. */
function callersOf(failures: readonly Failure[]): { attackers: string[]; count: number } {
  const tries = new Map<string | null, number>();
  for (const { caller } of failures) tries.set(caller, (tries.get(caller) ?? 0) + 1);
  const attackers: string[] = [];
  for (const [caller, count] of tries) if (caller !== null && count >= TRIES_OF_AN_ATTACKER) attackers.push(caller);
  return { attackers, count: tries.size };
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

/** The finding of an episode as it stands now, with the callers and accounts of all failures of this fold, at most 1,000. */
export function describeEpisode(
  scope: Scope,
  track: Track,
  { episode, historical }: { episode: Episode; historical: boolean },
): Finding {
  const ofCaller = isCallerTrack(track);
  const failures = failuresToTell(scope, track, ({ caller, account }) => (ofCaller ? account : caller)).filter(
    ({ atMs }) => atMs >= episode.fromMs && atMs <= episode.toMs,
  );
  const callers = ofCaller ? { attackers: [track.caller], count: 1 } : callersOf(failures);
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
      callers: callers.attackers.slice(0, NAMED),
      accounts: accounts.slice(0, NAMED),
      endpointIds,
      clients: clientsOf(scope, failures),
    },
    evidence: {
      failures: episode.failures,
      accounts: accounts.length,
      callers: callers.count,
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
