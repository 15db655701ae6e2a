import type { MetricDefinition } from '../../shared';
import { Firings } from './firings';
import type { Firing } from './firings';
import { initialState, MINUTE_MS } from './machine';
import type { MachineEvent, MachineState, Reason } from './machine';
import { replay } from './replay';
import type { Windows } from './replay';

/** Data that comes so long after its window is looked at again. */
export const LATE_MS = 15 * MINUTE_MS;

interface Span {
  fromMs: number;
  toMs: number | null;
}

/** What is kept of a rule between two passes. */
export interface RuleMemory {
  /** What was told to people goes by this state. */
  live: MachineState;
  evaluatedToMs: number;
  /** The state 15 minutes ago, from which closed windows are gone through again with the data that has come since. */
  checkpoint: { atMs: number; state: MachineState };
  /** Firings that were told, as far back as the checkpoint. */
  told: Span[];
}

export interface RuleEvent extends MachineEvent {
  /** When the condition began to hold. */
  startedAtMs: number;
  /** The value at that window, and the one furthest beyond the threshold until then. */
  value: number | null;
  peakValue: number | null;
  environment: string | null;
  /** The data came when its window was closed already. */
  late: boolean;
}

export interface Advance {
  memory: RuleMemory;
  reason: Reason;
  events: RuleEvent[];
}

export interface AdvanceInput {
  rule: MetricDefinition;
  memory: RuleMemory;
  observed: Windows;
  /** End of the last window that is closed. */
  toMs: number;
}

/** The memory of a rule whose first window is the one that ends a minute after `beforeMs`. */
export function newMemory(beforeMs: number): RuleMemory {
  const state = initialState(beforeMs);
  return { live: state, evaluatedToMs: beforeMs, checkpoint: { atMs: beforeMs, state }, told: [] };
}

/** The first window that an advance looks at. */
export const firstWindowMs = ({ checkpoint }: RuleMemory): number => checkpoint.atMs + MINUTE_MS;

const overlaps = (firing: Firing, told: Span): boolean =>
  (told.toMs === null || firing.fromMs < told.toMs) && (firing.toMs === null || told.fromMs < firing.toMs);

/** New windows, in order: what happens at each is told. */
function goOn({ rule, memory, observed, toMs }: AdvanceInput) {
  const events: RuleEvent[] = [];
  const told = memory.told.map((span) => ({ ...span }));
  let reason: Reason = 'not_judged';
  let before = memory.live;
  const live = replay({
    rule,
    state: memory.live,
    fromMs: memory.evaluatedToMs + MINUTE_MS,
    toMs,
    observed,
    visit({ next, reason: why, events: found }) {
      reason = why;
      for (const { kind, atMs } of found) {
        if (kind === 'fired') told.push({ fromMs: atMs, toMs: null });
        const open = told.find((span) => span.toMs === null);
        if (kind === 'resolved' && open) open.toMs = atMs;
        const { value, peakValue, environment } = kind === 'resolved' ? before : next;
        const startedAtMs = next.activeAtMs ?? atMs;
        events.push({ kind, atMs, startedAtMs, value, peakValue, environment, late: false });
      }
      before = next;
    },
  });
  return { live, told, events, reason };
}

/** Closed windows again, with what has come since: firings that nobody was told of, and the next checkpoint. */
function goAgain({ rule, memory, observed, toMs }: AdvanceInput, told: readonly Span[]) {
  const firings = new Firings();
  const edgeMs = Math.max(memory.checkpoint.atMs, toMs - LATE_MS);
  let checkpoint = memory.checkpoint;
  const state = replay({
    rule,
    state: memory.checkpoint.state,
    fromMs: memory.checkpoint.atMs + MINUTE_MS,
    toMs,
    observed,
    visit(visit) {
      firings.visit(visit);
      if (visit.atMs === edgeMs) checkpoint = { atMs: edgeMs, state: visit.next };
    },
  });
  const untold = firings.all.filter((firing) => !told.some((span) => overlaps(firing, span)));
  return { checkpoint, state, untold };
}

const lateEvent = ({ startedAtMs, fromMs, value, peakValue, environment }: Firing): RuleEvent => ({
  kind: 'fired',
  atMs: fromMs,
  startedAtMs,
  value,
  peakValue,
  environment,
  late: true,
});

/**
 * Takes a rule to the last closed window. New windows decide by what they hold now. Windows of the last 15 minutes are gone
 * through a second time: what came late may fire, and never resolves, since only new windows end an alert.
 */
export function advance(input: AdvanceInput): Advance {
  const { toMs } = input;
  const { live, told, events, reason } = goOn(input);
  const { checkpoint, state, untold } = goAgain(input, told);
  const first = untold[0];
  const memory: RuleMemory = {
    live,
    evaluatedToMs: Math.max(toMs, input.memory.evaluatedToMs),
    checkpoint,
    told: told.filter((span) => span.toMs === null || span.toMs > checkpoint.atMs),
  };
  if (!first || live.firedAtMs !== null) return { memory, reason, events };
  const ended = untold.at(-1)?.toMs !== null;
  memory.live = {
    ...(ended ? { ...live, keepFiringSinceMs: null, unjudgedMs: 0, noDataAtMs: null } : state),
    state: 'firing',
    sinceMs: toMs,
    activeAtMs: first.startedAtMs,
    firedAtMs: first.fromMs,
    value: first.value,
    peakValue: first.peakValue,
    environment: first.environment,
  };
  memory.told = [...memory.told, { fromMs: first.fromMs, toMs: null }];
  const dataBack: RuleEvent[] =
    live.noDataAtMs === null ? [] : [{ ...lateEvent(first), kind: 'resolved', atMs: toMs, startedAtMs: toMs }];
  return { memory, reason: 'held_long_enough', events: [...events, ...dataBack, lateEvent(first)] };
}
