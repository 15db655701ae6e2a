import type { RatePeak } from '../../shared';
import { RATE_BOUNDS } from '../catalogue';
import type { RateCounter, RateHour, RateHourGroup, RatePolicy, RateState } from './counter';
import type { RateScope } from './scope';

const HOUR_SECONDS = 3_600;
/** After so many new keys it is looked anew which are the busiest. */
const REFRESH = 50;
/** Shown after some were let go, so that there is room for those that come. */
const KEPT = 0.9 * RATE_BOUNDS.mostShownKeys;

function groupName({ policyId, version, environmentId }: RateCounter, hour: number): string {
  return `${policyId}.${version} ${environmentId} ${hour}`;
}

interface Shown {
  counter: RateCounter;
  own: RateHour;
}

/** The keys shown in an hour that are still counted, those of the highest peak first. */
function shownOf(state: RateState, { policyId, version, environmentId }: RateCounter, hour: number): Shown[] {
  const shown: Shown[] = [];
  for (const counter of state.counters.values()) {
    if (counter.policyId !== policyId || counter.version !== version || counter.environmentId !== environmentId)
      continue;
    if (counter.historical) continue;
    const own = counter.hours.find((one) => one.hour === hour);
    if (own?.shown) shown.push({ counter, own });
  }
  return shown.sort((a, b) => b.own.peak - a.own.peak);
}

function groupOf(state: RateState, name: string): RateHourGroup {
  const known = state.groups.get(name);
  if (known) return known;
  const made = { shown: 0, floor: 0, full: false };
  state.groups.set(name, made);
  return made;
}

/**
 * Is the key worth showing? Always when it is over its limit; else when it is among the first hundred, half-way to the limit or
 * busier than the hundredth of them, and once the group is full when it is busier than the least that is shown.
 */
function isWorthShowing({ shown, floor, full }: RateHourGroup, { peak }: RateHour, limit: number): boolean {
  if (peak > limit) return shown < RATE_BOUNDS.mostOverKeys;
  if (full) return peak > floor;
  return shown < RATE_BOUNDS.shownKeys || 2 * peak >= limit || peak > floor;
}

function toPeak({ policyId, version, environmentId, key }: RateCounter, own: RateHour): RatePeak {
  const { peak, calls, secondsOver } = own;
  return { policyId, version, environmentId, key, hour: own.hour * HOUR_SECONDS, peak, calls, secondsOver };
}

/** Those of the lowest peaks are shown no more, none that is over: their peak is told with no calls. */
function letGo(shown: readonly Shown[], group: RateHourGroup, limit: number): RatePeak[] {
  const below = shown.filter(({ own }) => own.peak <= limit);
  const surplus = Math.max(0, group.shown - KEPT);
  const kept = Math.max(0, below.length - surplus);
  group.full = true;
  group.floor = below[kept - 1]?.own.peak ?? limit;
  return below.slice(kept).map(({ counter, own }) => {
    own.shown = false;
    own.changed = false;
    group.shown--;
    return { ...toPeak(counter, own), calls: 0 };
  });
}

/** Shows a key, and looks from time to time which others are no longer worth it. */
function show(state: RateState, counter: RateCounter, { own, limit }: { own: RateHour; limit: number }): RatePeak[] {
  const group = groupOf(state, groupName(counter, own.hour));
  if (!isWorthShowing(group, own, limit)) return [];
  own.shown = true;
  group.shown++;
  const told = toPeak(counter, own);
  if (group.shown < RATE_BOUNDS.shownKeys || group.shown % REFRESH !== 0) return [told];
  const shown = shownOf(state, counter, own.hour);
  if (group.shown >= RATE_BOUNDS.mostShownKeys) return [told, ...letGo(shown, group, limit)];
  if (!group.full) group.floor = shown[RATE_BOUNDS.shownKeys - 1]?.own.peak ?? 0;
  return [told];
}

/** The hours of a key that changed, when they are worth showing: what they came to so far, not what was added. */
function peaksOf(state: RateState, counter: RateCounter, { callLimit: limit }: RatePolicy): RatePeak[] {
  const told: RatePeak[] = [];
  for (const own of counter.hours) {
    if (!own.changed) continue;
    own.changed = false;
    if (own.shown) told.push(toPeak(counter, own));
    else for (const peak of show(state, counter, { own, limit })) told.push(peak);
  }
  return told;
}

/** What is true of a key and hour that was told twice: the more, since a key that is counted anew begins at nothing. */
export function laterPeak(known: RatePeak | undefined, told: RatePeak): RatePeak {
  if (!known || known.calls === 0 || told.calls === 0) return told;
  return {
    ...told,
    peak: Math.max(known.peak, told.peak),
    calls: Math.max(known.calls, told.calls),
    secondsOver: Math.max(known.secondsOver, told.secondsOver),
  };
}

/** Tells what the counters came to that were added to, those that are told no more with no calls. */
export function tellPeaks({ state, counted, peaks }: RateScope): void {
  for (const [counter, policy] of counted) {
    if (counter.historical) continue;
    for (const peak of peaksOf(state, counter, policy)) peaks.push(peak);
  }
  counted.clear();
}
