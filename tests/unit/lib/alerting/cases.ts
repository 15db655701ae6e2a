import { describe, expect, test } from 'vitest';
import { initialState, type MachineRule, type MachineState } from '../../../../lib/alerting/metric/machine';
import { transition } from '../../../../lib/alerting/metric/transition';
import type { Observation, RuleState } from '../../../../lib/shared';

const MINUTE = 60_000;
export const NOW = Date.parse('2026-11-24T13:00:00Z');
export const min = (minutes: number): number => NOW + minutes * MINUTE;

export const rule = (change: Partial<MachineRule> = {}): MachineRule => ({
  condition: { above: 10 },
  forSeconds: 0,
  keepFiringForSeconds: 0,
  missing: 'nodata',
  minCalls: 0,
  ...change,
});
export const value = (number: number, calls = 100, partial = false): Observation => ({
  kind: 'value',
  value: number,
  calls,
  partial,
});
export const MISSING: Observation = { kind: 'missing', partial: false };
export const standing = (state: RuleState, change: Partial<MachineState> = {}): MachineState => ({
  ...initialState(min(-30)),
  state,
  ...change,
});
export const pending = (sinceMinutes: number) => standing('pending', { activeAtMs: min(-sinceMinutes) });
export const firing = (change: Partial<MachineState> = {}) =>
  standing('firing', { activeAtMs: min(-20), firedAtMs: min(-15), ...change });

export interface Case {
  name: string;
  rule?: Partial<MachineRule>;
  previous: MachineState;
  observation: Observation;
  state: RuleState;
  reason: string;
  events?: string[];
  next?: Partial<MachineState>;
}

/** Runs each case as a test of its name. */
export function runCases(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases)('$name', (one) => {
      const before = structuredClone(one.previous);
      const { next, reason, events } = transition({
        rule: rule(one.rule),
        previous: one.previous,
        observation: one.observation,
        now: NOW,
      });
      expect({ state: next.state, reason, events: events.map(({ kind }) => kind) }).toEqual({
        state: one.state,
        reason: one.reason,
        events: one.events ?? [],
      });
      expect(next).toMatchObject(one.next ?? {});
      expect(next.sinceMs).toBe(next.state === before.state ? before.sinceMs : NOW);
      expect(one.previous).toEqual(before);
    });
  });
}
