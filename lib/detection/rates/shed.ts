import { RATE_BOUNDS, type Thresholds } from '../catalogue';
import { trimCells, windowOf } from './cells';
import { COUNTER_SIZE, dropCounter, REFUSALS, type RateCounter, type RatePolicies, type RateState } from './counter';
import { evenShare } from './even-share';

interface ShedOptions {
  nowMs: number;
  policies: RatePolicies;
  thresholds: Thresholds;
}

interface Measure {
  windowSeconds: number;
  cellSeconds: number;
  limit: number;
}

function measureOf({ policyId }: RateCounter, { policies, thresholds }: ShedOptions): Measure {
  const policy = policies.get(policyId);
  if (policyId !== REFUSALS && policy) {
    const { cellSeconds } = windowOf(policy);
    return { windowSeconds: policy.windowSeconds, cellSeconds, limit: policy.callLimit };
  }
  return { windowSeconds: 120, cellSeconds: 1, limit: 2 * thresholds.rateViolation.refusals };
}

/** Could the next call still be of the same finding, by now? */
function isRunning({ episode }: RateCounter, { cellSeconds }: Measure, { nowMs, thresholds }: ShedOptions): boolean {
  return episode !== null && nowMs - (episode.to + 1) * cellSeconds * 1000 <= thresholds.quietMs;
}

/**
 * How near to its limit a counter is by now; a running finding stays longest, a window that is over without a call goes first.
 * A finding that has ended is worth no more than a key without one.
 */
function nearness(counter: RateCounter, options: ShedOptions): number {
  const measure = measureOf(counter, options);
  const share = counter.cells.sum / measure.limit;
  if (isRunning(counter, measure, options)) return 1 + share;
  return options.nowMs - counter.touchedMs > measure.windowSeconds * 1000 ? 0 : Math.min(1, share);
}

/**
 * Makes room when more is counted than the budget: first what is kept for late calls, then the keys that are furthest from
 * their limit, of equally far ones those added first; of the policies that take most, so that none takes the room of another.
 * What is left out is never over: a finding may be missed, none is false. `state.shed` says how many keys went.
 */
export function shed(state: RateState, options: ShedOptions): void {
  if (state.size <= RATE_BOUNDS.cells) return;
  for (const counter of state.counters.values()) {
    if (!counter.episode || !isRunning(counter, measureOf(counter, options), options)) trimLate(state, counter);
  }
  if (state.size > RATE_BOUNDS.cells * 0.9) dropFurthest(state, options);
}

/** Forgets the cells that only calls that come late would need. */
function trimLate(state: RateState, { cells }: RateCounter): void {
  const size = cells.at.length;
  trimCells(cells, cells.at[cells.head] ?? 0, 1);
  state.size += cells.at.length - size;
}

/** What one policy takes; backfill by itself. */
interface Part {
  /** Of counters, in the order in which they were added. */
  places: number[];
  size: number;
}

function partsOf(state: RateState, sizes: Float64Array): Part[] {
  const parts = new Map<number, Part>();
  let place = 0;
  for (const { policyId, historical } of state.counters.values()) {
    const name = 2 * policyId + (historical ? 1 : 0);
    const part = parts.get(name) ?? { places: [], size: 0 };
    if (part.size === 0) parts.set(name, part);
    part.places.push(place);
    part.size += sizes[place++] ?? 0;
  }
  return [...parts.values()];
}

/** By numbers alone, for speed. */
function dropFurthest(state: RateState, options: ShedOptions): void {
  const near = new Float64Array(state.counters.size);
  const sizes = new Float64Array(state.counters.size);
  let place = 0;
  for (const counter of state.counters.values()) {
    near[place] = nearness(counter, options);
    sizes[place++] = COUNTER_SIZE + counter.cells.at.length;
  }
  const parts = partsOf(state, sizes);
  const share = evenShare(
    parts.map(({ size }) => size),
    RATE_BOUNDS.cells * 0.8,
  );
  const goes = new Uint8Array(near.length);
  for (const { places, size } of parts) {
    let surplus = size - share;
    if (surplus <= 0) continue;
    for (const one of Uint32Array.from(places).sort((a, b) => (near[a] ?? 0) - (near[b] ?? 0) || a - b)) {
      if (surplus <= 0) break;
      goes[one] = 1;
      surplus -= sizes[one] ?? 0;
    }
  }
  dropMarked(state, goes);
}

function dropMarked(state: RateState, goes: Uint8Array): void {
  let place = 0;
  for (const [text, counter] of state.counters) {
    if (goes[place++] === 0) continue;
    dropCounter(state, text, counter);
    state.shed++;
  }
}

/** Forgets the counters of policies that are gone or count something else by now. */
export function forgetPolicies(state: RateState, policies: RatePolicies): void {
  for (const [text, counter] of state.counters) {
    const { policyId, version } = counter;
    if (policyId !== REFUSALS && policies.get(policyId)?.version !== version) dropCounter(state, text, counter);
  }
}

const GROUPS = 2_000;
/** Clocks of callers may run ahead by so much. */
const AHEAD_MS = 600_000;
const HOUR_MS = 3_600_000;

/** Forgets the counters that no call can reach any more, once what their latest hour came to is stored; before a snapshot. */
export function pruneRates(state: RateState, options: ShedOptions): void {
  const { nowMs } = options;
  for (const [text, counter] of state.counters) {
    const { windowSeconds } = measureOf(counter, options);
    const keptMs = (windowSeconds + RATE_BOUNDS.lateSeconds) * 1000 + AHEAD_MS;
    if (nowMs - counter.touchedMs <= keptMs) continue;
    const hour = counter.historical ? undefined : counter.hours.at(-1)?.hour;
    const hourEndsMs = hour === undefined ? 0 : (hour + 1) * HOUR_MS + RATE_BOUNDS.lateSeconds * 1000;
    if (nowMs > hourEndsMs) dropCounter(state, text, counter);
    else trimLate(state, counter);
  }
  for (const name of [...state.groups.keys()].slice(0, Math.max(0, state.groups.size - GROUPS))) {
    state.groups.delete(name);
  }
}
