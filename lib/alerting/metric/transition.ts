import type { Observation } from '../../shared';
import { AT_REST, MINUTE_MS } from './machine';
import type { MachineEvent, MachineRule, MachineState, Reason } from './machine';
import { verdictOf, worseValue } from './verdict';

export interface TransitionInput {
  rule: MachineRule;
  previous: MachineState;
  observation: Observation;
  /** End of the window, milliseconds since the epoch. */
  now: number;
}

export interface Transition {
  next: MachineState;
  reason: Reason;
  events: MachineEvent[];
}

/** Windows without a value after which missing data is told of. */
const MISSED_BEFORE_NOTICE = 2;
const MS = 1000;

interface Step {
  rule: MachineRule;
  previous: MachineState;
  now: number;
}

function move(
  { previous, now }: Step,
  change: Partial<MachineState>,
  { reason, events = [] }: { reason: Reason; events?: MachineEvent['kind'][] },
): Transition {
  const next = { ...previous, ...change };
  if (next.state !== previous.state) next.sinceMs = now;
  return { next, reason, events: events.map((kind) => ({ kind, atMs: now })) };
}

/** An alert of missing data alone is over as soon as a window has a value. */
const endsNoData = ({ noDataAtMs, firedAtMs }: MachineState): boolean => noDataAtMs !== null && firedAtMs === null;

/** The condition holds: pending until it has for `for`, then firing. */
function holds(step: Step, observation: Observation): Transition {
  const { rule, previous, now } = step;
  const found = observation.kind === 'value' ? observation.value : null;
  const active = {
    noDataAtMs: null,
    missed: 0,
    keepFiringSinceMs: null,
    unjudgedMs: 0,
    value: found ?? previous.value,
    peakValue: worseValue(rule.condition, previous.peakValue, found),
    environment: (observation.kind === 'value' ? observation.environment : null) ?? null,
  };
  if (previous.firedAtMs !== null) {
    const reason = previous.state === 'firing' ? 'holds' : 'holds_again';
    return move(step, { ...active, state: 'firing' }, { reason });
  }
  const before: MachineEvent['kind'][] = endsNoData(previous) ? ['resolved'] : [];
  const activeAtMs = previous.activeAtMs ?? now;
  const { unjudgedMs } = previous;
  if (now - activeAtMs - unjudgedMs >= rule.forSeconds * MS) {
    const change = { ...active, state: 'firing', activeAtMs, firedAtMs: now } as const;
    return move(step, change, { reason: 'held_long_enough', events: [...before, 'fired'] });
  }
  const reason = previous.activeAtMs === null ? 'began' : 'holds';
  return move(step, { ...active, state: 'pending', activeAtMs, unjudgedMs }, { reason, events: before });
}

/** Nothing goes on and nothing is counted: most windows of most rules, so that no new state is made of it (a backtest is twice as quick). */
const isAtRest = ({ state, missed }: MachineState): boolean =>
  (state === 'inactive' || state === 'resolved') && missed === 0;

/** The condition does not hold: a pending one lapses, a firing one goes on for `keepFiringFor` and ends. */
function holdsNot(step: Step, reason: Reason): Transition {
  const { rule, previous, now } = step;
  if (isAtRest(previous)) return { next: previous, reason, events: [] };
  if (previous.firedAtMs !== null) {
    const since = previous.keepFiringSinceMs ?? now;
    if (rule.keepFiringForSeconds > 0 && now - since - previous.unjudgedMs < rule.keepFiringForSeconds * MS) {
      const change = { state: 'recovering', keepFiringSinceMs: since, noDataAtMs: null, missed: 0 } as const;
      return move(step, change, { reason: 'keeps_firing' });
    }
    return move(step, { ...AT_REST, state: 'resolved' }, { reason: 'ended', events: ['resolved'] });
  }
  if (endsNoData(previous)) {
    return move(step, { ...AT_REST, state: 'resolved' }, { reason: 'data_back', events: ['resolved'] });
  }
  const state = previous.state === 'resolved' ? 'resolved' : 'inactive';
  return move(step, { ...AT_REST, state }, { reason: previous.activeAtMs === null ? reason : 'lapsed' });
}

/** A window that says nothing takes its minute out of `for` or `keepFiringFor`, whichever is being counted. */
function standStill({ firedAtMs, activeAtMs, keepFiringSinceMs, unjudgedMs }: MachineState): Partial<MachineState> {
  const countedSinceMs = firedAtMs === null ? activeAtMs : keepFiringSinceMs;
  return countedSinceMs === null ? {} : { unjudgedMs: unjudgedMs + MINUTE_MS };
}

/** The window has no value: what the rule says about that. */
function misses(step: Step, observation: Observation): Transition {
  const { rule, previous, now } = step;
  if (rule.missing === 'ok') return holdsNot(step, 'quiet');
  if (rule.missing === 'alert') return holds(step, observation);
  const missed = previous.missed + 1;
  if (rule.missing === 'keep') return move(step, { ...standStill(previous), missed }, { reason: 'missing_kept' });
  if (missed < MISSED_BEFORE_NOTICE) return move(step, { missed }, { reason: 'missing_once' });
  if (previous.noDataAtMs !== null) return move(step, { state: 'nodata', missed }, { reason: 'no_data' });
  const { activeAtMs, unjudgedMs, value, peakValue, environment } = AT_REST;
  const lapsed = previous.firedAtMs === null && { activeAtMs, unjudgedMs, value, peakValue, environment };
  const change = { ...lapsed, state: 'nodata', missed, noDataAtMs: now } as const;
  return move(step, change, { reason: 'no_data', events: ['no_data'] });
}

/**
 * One window of one rule: where it stands then, why, and what is to be told. Pure. `for` and `keepFiringFor` are Prometheus'
 * `for` and `keep_firing_for` with the end of the window as the time of evaluation: a condition fires at the first window
 * that lies `for` after the one it began at, and keeps firing until one that lies `keepFiringFor` after the first at which it
 * held no more. Windows that were not judged count towards neither.
 */
export function transition({ rule, previous, observation, now }: TransitionInput): Transition {
  const step = { rule, previous, now };
  const verdict = verdictOf(rule, observation);
  if (verdict === 'holds') return holds(step, observation);
  if (verdict === 'not') return holdsNot(step, 'quiet');
  if (verdict === 'few') return holdsNot(step, 'too_few_calls');
  if (verdict === 'missing') return misses(step, observation);
  if (verdict === 'error') return move(step, { ...standStill(previous), state: 'error' }, { reason: 'error' });
  return move(step, standStill(previous), { reason: 'not_judged' });
}
