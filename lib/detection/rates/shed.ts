import { RATE_BOUNDS, type Thresholds } from '../catalogue';
import { trimCells, windowOf } from './cells';
import { COUNTER_SIZE, dropCounter, REFUSALS, type RateCounter, type RatePolicies, type RateState } from './counter';

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
    const { cellSeconds } = windowOf(policy.windowSeconds);
    return { windowSeconds: policy.windowSeconds, cellSeconds, limit: policy.callLimit };
  }
  return { windowSeconds: 120, cellSeconds: 1, limit: 2 * thresholds.rateViolation.refusals };
}

/** How near to its limit a counter is; a running finding stays longest, a window that is over without a call goes first. */
function nearness(counter: RateCounter, options: ShedOptions): number {
  const { windowSeconds, cellSeconds, limit } = measureOf(counter, options);
  const { cells, episode, touchedMs } = counter;
  const last = cells.at.at(-1) ?? 0;
  const quietSeconds = options.thresholds.quietMs / 1000;
  if (episode && (last - episode.to) * cellSeconds <= quietSeconds) return 1 + cells.sum / limit;
  return options.nowMs - touchedMs > windowSeconds * 1000 ? 0 : Math.min(1, cells.sum / limit);
}

/**
 * Makes room when more is counted than the budget: first what is kept for late calls, then the keys that are furthest from
 * their limit, of equally far ones those added first. What is left out is never over: a finding may be missed, none is false.
 */
export function shed(state: RateState, options: ShedOptions): void {
  if (state.size <= RATE_BOUNDS.cells) return;
  for (const { cells, episode } of state.counters.values()) {
    if (episode) continue;
    const size = cells.at.length;
    trimCells(cells, cells.at[cells.head] ?? 0, 1);
    state.size += cells.at.length - size;
  }
  if (state.size <= RATE_BOUNDS.cells * 0.9) return;
  dropFurthest(state, options);
}

/** How near the nearest is that must go, so that the rest has no more than `kept`; by numbers alone, for speed. */
function nearestToGo(near: Float64Array, sizes: Float64Array, surplus: number): number {
  const order = Uint32Array.from(near.keys()).sort((a, b) => (near[a] ?? 0) - (near[b] ?? 0));
  let left = surplus;
  for (const index of order) {
    left -= sizes[index] ?? 0;
    if (left <= 0) return near[index] ?? 0;
  }
  return Infinity;
}

function dropFurthest(state: RateState, options: ShedOptions): void {
  const near = new Float64Array(state.counters.size);
  const sizes = new Float64Array(state.counters.size);
  let place = 0;
  for (const counter of state.counters.values()) {
    near[place] = nearness(counter, options);
    sizes[place++] = COUNTER_SIZE + counter.cells.at.length;
  }
  const kept = RATE_BOUNDS.cells * 0.8;
  const edge = nearestToGo(near, sizes, state.size - kept);
  place = 0;
  const ties: [string, RateCounter][] = [];
  for (const entry of state.counters) {
    const own = near[place++] ?? 0;
    if (own < edge) dropCounter(state, ...entry);
    else if (own === edge) ties.push(entry);
  }
  for (const entry of ties) {
    if (state.size <= kept) return;
    dropCounter(state, ...entry);
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

/** Forgets the counters that no call can reach any more; before a snapshot. */
export function pruneRates(state: RateState, { nowMs, policies, thresholds }: ShedOptions): void {
  for (const [text, counter] of state.counters) {
    const { windowSeconds } = measureOf(counter, { nowMs, policies, thresholds });
    const keptMs = (windowSeconds + RATE_BOUNDS.lateSeconds) * 1000 + AHEAD_MS;
    if (nowMs - counter.touchedMs > keptMs) dropCounter(state, text, counter);
  }
  for (const name of [...state.groups.keys()].slice(0, Math.max(0, state.groups.size - GROUPS))) {
    state.groups.delete(name);
  }
}
