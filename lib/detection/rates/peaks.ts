import type { RatePeak } from '../../shared';
import { RATE_BOUNDS } from '../catalogue';
import type { RateCounter, RateHour, RateHourGroup, RatePolicy, RateState } from './counter';
import type { RateScope } from './scope';

const HOUR_SECONDS = 3_600;
/** After so many new keys the least peak of the first hundred is found anew. */
const REFRESH = 50;

function groupName({ policyId, version, environmentId }: RateCounter, hour: number): string {
  return `${policyId}.${version} ${environmentId} ${hour}`;
}

/** The hundredth-highest peak of the keys shown in an hour: one above it is among the busiest. */
function floorOf(state: RateState, group: string, hour: number): number {
  const peaks: number[] = [];
  for (const counter of state.counters.values()) {
    const own = counter.hours.find((one) => one.hour === hour);
    if (own?.shown && groupName(counter, hour) === group) peaks.push(own.peak);
  }
  peaks.sort((a, b) => b - a);
  return peaks[RATE_BOUNDS.shownKeys - 1] ?? 0;
}

function groupOf(state: RateState, name: string): RateHourGroup {
  const known = state.groups.get(name);
  if (known) return known;
  const made = { shown: 0, floor: 0 };
  state.groups.set(name, made);
  return made;
}

/** Is the key worth showing: half-way to the limit, among the first hundred, or busier than the hundredth of them? */
function isWorthShowing(state: RateState, counter: RateCounter, { own, limit }: { own: RateHour; limit: number }) {
  if (own.shown) return true;
  const name = groupName(counter, own.hour);
  const group = groupOf(state, name);
  if (group.shown >= RATE_BOUNDS.mostShownKeys) return false;
  const worth = group.shown < RATE_BOUNDS.shownKeys || 2 * own.peak >= limit || own.peak > group.floor;
  if (!worth) return false;
  own.shown = true;
  group.shown++;
  if (group.shown >= RATE_BOUNDS.shownKeys && group.shown % REFRESH === 0) {
    group.floor = floorOf(state, name, own.hour);
  }
  return true;
}

function peaksOf(state: RateState, counter: RateCounter, { callLimit: limit }: RatePolicy): RatePeak[] {
  const { policyId, version, environmentId, key } = counter;
  return counter.hours.flatMap((own) => {
    if (!own.changed) return [];
    own.changed = false;
    if (!isWorthShowing(state, counter, { own, limit })) return [];
    const { peak, calls, secondsOver } = own;
    return [{ policyId, version, environmentId, key, hour: own.hour * HOUR_SECONDS, peak, calls, secondsOver }];
  });
}

/** The hours that changed in this fold, of keys worth showing: what they came to so far, not what was added. */
export function tellPeaks({ state, counted }: RateScope): RatePeak[] {
  return [...counted].flatMap(([counter, policy]) => (counter.historical ? [] : peaksOf(state, counter, policy)));
}
