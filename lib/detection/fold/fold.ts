import { CATALOGUE, LIMITS, type Thresholds } from '../catalogue';
import type { RateCount, RatePeak, Signal } from '../../shared';
import { isOfAllowed, NOBODY, type IsAllowed } from '../allowed';
import { attemptOf } from '../attempt';
import type { Finding } from '../finding';
import type { RatePolicies } from '../rates/counter';
import { foldRates } from '../rates/fold-rates';
import type { DetectorState } from '../state';
import { evictColdest } from '../tracks/track';
import { describeEpisode } from './describe';
import { describeAgain } from './describe-entry';
import { onFailure } from './on-failure';
import { onSuccess } from './on-success';
import { isCallerTrack, type Scope, type Track } from './scope';

export interface FoldOptions {
  nowMs: number;
  thresholds?: Thresholds;
  /** Environments that are never folded: archives. */
  archives?: ReadonlySet<number>;
  /** What the flush adds to rate policies, and the policies of the project, disabled ones included. */
  rates?: readonly RateCount[];
  policies?: RatePolicies;
  /** Callers whose signals are no evidence: the project allows them. */
  isAllowed?: IsAllowed;
}

export interface Folded {
  state: DetectorState;
  findings: Finding[];
  /** What keys came to in the hours that changed. */
  peaks: RatePeak[];
}

const NO_POLICIES: RatePolicies = new Map();

function bound(scope: Scope): void {
  const { state, nowMs, thresholds } = scope;
  const at = { nowMs, halfLifeMs: thresholds.successAfterBurst.halfLifeMs };
  evictColdest(state.live.callers, LIMITS.callers, at);
  evictColdest(state.live.accounts, LIMITS.accounts, at);
  evictColdest(state.history.callers, LIMITS.historyCallers, at);
  evictColdest(state.history.accounts, LIMITS.historyAccounts, at);
}

function isHistorical({ state: { history } }: Scope, track: Track): boolean {
  const known = isCallerTrack(track)
    ? history.callers.get(`${track.environmentId} ${track.caller}`)
    : history.accounts.get(`${track.environmentId} ${track.account}`);
  return known === track;
}

function describeChanged(scope: Scope): Finding[] {
  const episodes = [...scope.changed].map(([episode, track]) =>
    describeEpisode(scope, track, { episode, historical: isHistorical(scope, track) }),
  );
  const again = [...scope.again].flatMap(([entered, track]) =>
    describeAgain(scope, track, { entered, historical: isHistorical(scope, track) }),
  );
  return [...episodes, ...again];
}

/**
 * Folds signals, in order, into the state of one project, which it takes over: the argument must not be used again.
 * Returns the findings that began or grew, in the order of their deciding calls; a grown one keeps its id. The same
 * state, signals and `nowMs` always give the same. 1–5 µs a signal by `bench detect`.
 */
export function fold(
  state: DetectorState,
  signals: readonly Signal[],
  { nowMs, thresholds = CATALOGUE, archives, rates = [], policies = NO_POLICIES, isAllowed = NOBODY }: FoldOptions,
): Folded {
  const scope: Scope = {
    state,
    thresholds,
    nowMs,
    changed: new Map(),
    again: new Map(),
    dropped: new Map(),
    findings: [],
  };
  const live = signals.filter(({ environmentId, caller }) => !archives?.has(environmentId) && !isAllowed(caller));
  for (const signal of live) {
    const attempt = attemptOf(signal);
    if (!attempt) continue;
    if (attempt.succeeded) onSuccess(scope, attempt);
    else onFailure(scope, attempt);
  }
  const counted = foldRates(state.rates, { signals: live, rates, policies, nowMs, thresholds });
  const over = counted.findings.filter((finding) => !isOfAllowed(finding, isAllowed));
  const findings = [...describeChanged(scope), ...scope.findings, ...over];
  findings.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  bound(scope);
  return { state, findings, peaks: counted.peaks };
}
