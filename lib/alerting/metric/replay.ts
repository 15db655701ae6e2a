import type { Observation } from '../../shared';
import { MINUTE_MS } from './machine';
import type { MachineEvent, MachineRule, MachineState, Reason } from './machine';
import { transition } from './transition';

/** Windows in order, one a minute. */
export interface Windows {
  firstEndMs: number;
  windows: readonly Observation[];
}

/** The window that ends then; unknown where there is none. */
export function windowAt({ firstEndMs, windows }: Windows, endMs: number): Observation {
  return windows[(endMs - firstEndMs) / MINUTE_MS] ?? { kind: 'unknown' };
}

/** One window and where it led. */
export interface Visit {
  atMs: number;
  observation: Observation;
  next: MachineState;
  reason: Reason;
  events: MachineEvent[];
}

export interface ReplayInput {
  rule: MachineRule;
  /** Where the rule stood at the window before `fromMs`. */
  state: MachineState;
  fromMs: number;
  toMs: number;
  observed: Windows;
  visit(visit: Visit): void;
}

/** Takes a rule through the windows that end from `fromMs` up to and with `toMs`, and tells where it stands then. */
export function replay({ rule, state, fromMs, toMs, observed, visit }: ReplayInput): MachineState {
  let previous = state;
  for (let atMs = fromMs; atMs <= toMs; atMs += MINUTE_MS) {
    const observation = windowAt(observed, atMs);
    const { next, reason, events } = transition({ rule, previous, observation, now: atMs });
    visit({ atMs, observation, next, reason, events });
    previous = next;
  }
  return previous;
}
