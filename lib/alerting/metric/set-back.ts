import type { RuleMemory } from './advance';
import type { TrackedAlert } from './alert-track';
import type { MachineState } from './machine';

const earlier = <At extends number | null>(at: At, toMs: number): At => (at === null ? at : (Math.min(at, toMs) as At));

const stateSetBack = (state: MachineState, toMs: number): MachineState => ({
  ...state,
  sinceMs: earlier(state.sinceMs, toMs),
  activeAtMs: earlier(state.activeAtMs, toMs),
  firedAtMs: earlier(state.firedAtMs, toMs),
  keepFiringSinceMs: earlier(state.keepFiringSinceMs, toMs),
  noDataAtMs: earlier(state.noDataAtMs, toMs),
  unjudgedMs: 0,
});

/**
 * What a rule remembers, as if it had been evaluated up to `toMs` and no further: how it stands is kept, times that are still to come
 * become this one. The windows before it are not gone through again.
 */
export function setBack({ live, told }: RuleMemory, toMs: number): RuleMemory {
  const state = stateSetBack(live, toMs);
  const begun = told.filter((span) => span.toMs === null || span.fromMs < toMs);
  return {
    live: state,
    evaluatedToMs: toMs,
    checkpoint: { atMs: toMs, state },
    told: begun.map((span) => ({ fromMs: earlier(span.fromMs, toMs), toMs: earlier(span.toMs, toMs) })),
  };
}

/** The same of its alert. */
export const alertSetBack = (alert: TrackedAlert, toMs: number): TrackedAlert => ({
  ...alert,
  startedAtMs: earlier(alert.startedAtMs, toMs),
  firedAtMs: earlier(alert.firedAtMs, toMs),
  resolvedAtMs: earlier(alert.resolvedAtMs, toMs),
  toldAtMs: earlier(alert.toldAtMs, toMs),
});
