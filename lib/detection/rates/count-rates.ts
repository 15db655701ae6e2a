import type { RateCount } from '../../shared';
import { RATE_BOUNDS } from '../catalogue';
import { addCalls, mergeOld, trimCells, windowOf, type Span, type Window } from './cells';
import { counterOf, type RateCounter, type RateHour, type RatePolicies, type RatePolicy } from './counter';
import { noteOver } from './episode';
import { tellPeaks } from './peaks';
import { raise, raisedCells } from './raise';
import type { RateScope } from './scope';
import { shed } from './shed';

const HOUR_SECONDS = 3_600;
const HOURS_KEPT = 3;

/** The hour of a counter; null for one that is past, of which nothing is kept. */
function hourOf(counter: RateCounter, hour: number): RateHour | null {
  const { hours } = counter;
  for (const one of hours) if (one.hour === hour) return one;
  const latest = hours.at(-1)?.hour ?? hour;
  if (hour <= latest - HOURS_KEPT) return null;
  const made = { hour, peak: 0, calls: 0, secondsOver: 0, shown: false, changed: false };
  hours.push(made);
  if (hours.length > 1) hours.sort((a, b) => a.hour - b.hour);
  if (hours.length > HOURS_KEPT) hours.shift();
  return made;
}

interface Added {
  policy: RatePolicy;
  window: Window;
  calls: number;
}

/** One window that got calls: the peak of its hour, the seconds over, and a finding when it is over. */
function look(
  scope: RateScope,
  counter: RateCounter,
  { span, isNew, policy, window, calls }: Added & { span: Span; isNew: boolean },
): void {
  const { callLimit: limit } = policy;
  const { cellSeconds } = window;
  const at = counter.cells.at[span.last] ?? 0;
  const hour = hourOf(counter, Math.floor((at * cellSeconds) / HOUR_SECONDS));
  if (hour) {
    hour.peak = Math.max(hour.peak, span.sum);
    if (span.sum > limit && (isNew || span.sum - calls <= limit)) hour.secondsOver += cellSeconds;
    hour.changed = true;
  }
  if (span.sum <= limit) return;
  const { quietMs, rateViolation } = scope.thresholds;
  const quiet = Math.floor(quietMs / 1000 / cellSeconds);
  const { severity } = rateViolation;
  noteOver(counter, { span, peak: span.sum, quiet, severity, cellSeconds });
  scope.told.add(counter);
}

/** Adds one count to its key's counter. Calls that come later than half an hour after later ones count no more. */
function countOne(scope: RateScope, policy: RatePolicy, count: RateCount): RateCounter | null {
  const { state, nowMs } = scope;
  const { rateViolation: limits } = scope.thresholds;
  const { environmentId, key, backfill: historical, calls } = count;
  const { id: policyId, version, key: kind } = policy;
  const name = { policyId, version, environmentId, kind, key, historical };
  const counter = counterOf(state, name, nowMs);
  const window = windowOf(policy);
  const { cells, episode } = counter;
  const at = Math.floor(count.second / window.cellSeconds);
  const late = Math.ceil(RATE_BOUNDS.lateSeconds / window.cellSeconds);
  if (at < (cells.at.at(-1) ?? at) - late) return null;
  counter.touchedMs = nowMs;
  const size = cells.at.length;
  if (episode && at >= episode.from && at <= episode.to) {
    episode.calls += calls;
    scope.told.add(counter);
  }
  const hour = hourOf(counter, Math.floor((at * window.cellSeconds) / HOUR_SECONDS));
  if (hour) {
    hour.calls += calls;
    hour.changed = true;
  }
  let most = 0;
  addCalls(cells, { at, calls, window: window.cells }, (span, isNew) => {
    most = Math.max(most, span.sum);
    look(scope, counter, { span, isNew, policy, window, calls });
  });
  if (most > limits.raisedTimes * policy.callLimit) raise(counter, { at, window, policy, limits });
  trimCells(cells, (cells.at.at(-1) ?? at) - window.cells - late - raisedCells(limits, window));
  mergeOld(cells, window.cells);
  state.size += cells.at.length - size;
  return counter;
}

/**
 * Adds what a flush counted to the windows of its keys. Rows of a policy that is gone, or that counts something else by now,
 * are left out. What is over is noted in `scope.told`, whose peaks have changed in `scope.counted`, told in between before keys
 * are let go.
 */
export function countRates(scope: RateScope, counts: readonly RateCount[], policies: RatePolicies): void {
  const { state, thresholds } = scope;
  for (const count of counts) {
    for (const { id, version } of count.policies) {
      const policy = policies.get(id);
      if (policy?.version !== version) continue;
      const counter = countOne(scope, policy, count);
      if (counter) scope.counted.set(counter, policy);
    }
    if (state.size <= 1.5 * RATE_BOUNDS.cells) continue;
    tellPeaks(scope); // of those that go too
    shed(state, { nowMs: scope.nowMs, policies, thresholds });
  }
}
