import { ENDPOINT, SIGNAL, TRAIT, type Signal } from '../../shared';
import { RATE_BOUNDS } from '../catalogue';
import { callerKey } from '../network';
import { addCalls, callsBetween, trimCells } from './cells';
import { counterOf, REFUSALS, type RateCounter, type RatePolicy } from './counter';
import { noteOver } from './episode';
import type { RateScope } from './scope';

const MINUTE = 60;
/** Two minutes in a row. */
const REFUSAL_WINDOW = 2 * MINUTE;

function keep<T>(items: readonly T[], item: T): readonly T[] {
  if (items.includes(item)) return items;
  return [...items, item].slice(-RATE_BOUNDS.names);
}

interface Refused {
  kind: RatePolicy['key'];
  key: string;
  partner: string | null;
}

function add(scope: RateScope, signal: Signal, { kind, key, partner }: Refused): RateCounter {
  const { environmentId, endpointId, traits } = signal;
  const historical = (traits & TRAIT.backfill) !== 0;
  const name = { policyId: REFUSALS, version: 0, environmentId, kind, key, historical };
  const counter = counterOf(scope.state, name, scope.nowMs);
  const { cells, episode } = counter;
  const at = Math.floor(signal.atMs / 1000);
  if (at < (cells.at.at(-1) ?? at) - RATE_BOUNDS.lateSeconds) return counter;
  counter.touchedMs = scope.nowMs;
  if (endpointId !== ENDPOINT.total) counter.endpoints = keep(counter.endpoints, endpointId);
  if (partner !== null) counter.partners = keep(counter.partners, partner);
  if (episode && at >= episode.from && at <= episode.to) {
    episode.calls += 1;
    scope.told.add(counter);
  }
  const size = cells.at.length;
  addCalls(cells, { at, calls: 1, window: REFUSAL_WINDOW }, () => undefined);
  trimCells(cells, (cells.at.at(-1) ?? at) - REFUSAL_WINDOW - RATE_BOUNDS.lateSeconds);
  scope.state.size += cells.at.length - size;
  return counter;
}

/** Looks at each minute since the first that was added to, together with the one before it. */
function judge(scope: RateScope, counter: RateCounter, since: number): void {
  const { cells } = counter;
  const { refusals, severity } = scope.thresholds.rateViolation;
  const quiet = scope.thresholds.quietMs / 1000;
  const newest = Math.floor((cells.at.at(-1) ?? since) / MINUTE);
  for (let minute = Math.floor(since / MINUTE); minute <= newest; minute++) {
    const start = minute * MINUTE;
    const late = callsBetween(cells, start, start + MINUTE - 1);
    const early = late < refusals ? 0 : callsBetween(cells, start - MINUTE, start - 1);
    if (late < refusals || early < refusals) continue;
    const first = cells.at.findIndex((at) => at >= start - MINUTE);
    const last = cells.at.findLastIndex((at) => at < start + MINUTE);
    const span = { first, last, sum: late + early };
    noteOver(counter, { span, peak: Math.max(late, early), quiet, severity, cellSeconds: 1 });
    scope.told.add(counter);
  }
}

/** Counts answers 429 by caller and by consumer. What our own response action refused is no signal. */
export function countRefusals(scope: RateScope, signals: readonly Signal[]): void {
  const since = new Map<RateCounter, number>();
  for (const signal of signals) {
    if (signal.kind !== SIGNAL.rateLimited) continue;
    const caller = signal.caller === null ? null : callerKey(signal.caller);
    const consumer = signal.consumerId === 0 ? null : String(signal.consumerId);
    const counters = [
      ...(caller === null ? [] : [add(scope, signal, { kind: 'caller', key: caller, partner: consumer })]),
      ...(consumer === null ? [] : [add(scope, signal, { kind: 'consumer', key: consumer, partner: caller })]),
    ];
    const at = Math.floor(signal.atMs / 1000);
    for (const counter of counters) since.set(counter, Math.min(at, since.get(counter) ?? at));
  }
  for (const [counter, at] of since) judge(scope, counter, at);
}
