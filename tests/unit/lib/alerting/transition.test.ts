import { describe, expect, test } from 'vitest';
import { initialState, type MachineRule, type MachineState } from '../../../../lib/alerting/metric/machine';
import { transition } from '../../../../lib/alerting/metric/transition';
import type { Observation, RuleState } from '../../../../lib/shared';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-24T13:00:00Z');
const min = (minutes: number): number => NOW + minutes * MINUTE;

const rule = (change: Partial<MachineRule> = {}): MachineRule => ({
  condition: { above: 10 },
  forSeconds: 0,
  keepFiringForSeconds: 0,
  missing: 'nodata',
  minCalls: 0,
  ...change,
});
const value = (number: number, calls = 100, partial = false): Observation => ({
  kind: 'value',
  value: number,
  calls,
  partial,
});
const MISSING: Observation = { kind: 'missing', partial: false };
const standing = (state: RuleState, change: Partial<MachineState> = {}): MachineState => ({
  ...initialState(min(-30)),
  state,
  ...change,
});
const pending = (sinceMinutes: number) => standing('pending', { activeAtMs: min(-sinceMinutes) });
const firing = (change: Partial<MachineState> = {}) =>
  standing('firing', { activeAtMs: min(-20), firedAtMs: min(-15), ...change });

interface Case {
  name: string;
  rule?: Partial<MachineRule>;
  previous: MachineState;
  observation: Observation;
  state: RuleState;
  reason: string;
  events?: string[];
  next?: Partial<MachineState>;
}

const CASES: Case[] = [
  // no value beyond the threshold
  {
    name: 'a value below leaves a rule inactive',
    previous: standing('inactive'),
    observation: value(9),
    state: 'inactive',
    reason: 'quiet',
  },
  {
    name: 'the threshold itself is not above',
    previous: standing('inactive'),
    observation: value(10),
    state: 'inactive',
    reason: 'quiet',
  },
  {
    name: 'the threshold itself is not below',
    rule: { condition: { below: 10 } },
    previous: standing('inactive'),
    observation: value(10),
    state: 'inactive',
    reason: 'quiet',
  },
  {
    name: 'a resolved rule stays resolved',
    previous: standing('resolved'),
    observation: value(9),
    state: 'resolved',
    reason: 'quiet',
  },
  // for
  {
    name: 'without for, the first window that holds fires',
    previous: standing('inactive'),
    observation: value(11),
    state: 'firing',
    reason: 'held_long_enough',
    events: ['fired'],
    next: { activeAtMs: NOW, firedAtMs: NOW },
  },
  {
    name: 'with for, the first window that holds is pending',
    rule: { forSeconds: 300 },
    previous: standing('inactive'),
    observation: value(11),
    state: 'pending',
    reason: 'began',
    next: { activeAtMs: NOW, firedAtMs: null },
  },
  {
    name: 'a value below fires a rule that asks for below',
    rule: { condition: { below: 5 } },
    previous: standing('inactive'),
    observation: value(4),
    state: 'firing',
    reason: 'held_long_enough',
    events: ['fired'],
  },
  {
    name: 'a pending rule goes on until for has passed',
    rule: { forSeconds: 300 },
    previous: pending(4),
    observation: value(11),
    state: 'pending',
    reason: 'holds',
    next: { activeAtMs: min(-4) },
  },
  {
    name: 'a pending rule fires at exactly for',
    rule: { forSeconds: 300 },
    previous: pending(5),
    observation: value(11),
    state: 'firing',
    reason: 'held_long_enough',
    events: ['fired'],
    next: { activeAtMs: min(-5), firedAtMs: NOW },
  },
  {
    name: 'a pending rule lapses at one window that does not hold',
    rule: { forSeconds: 300 },
    previous: pending(5),
    observation: value(3),
    state: 'inactive',
    reason: 'lapsed',
    next: { activeAtMs: null },
  },
  // firing, keeping firing, resolved
  {
    name: 'a firing rule goes on while the condition holds',
    previous: firing(),
    observation: value(11),
    state: 'firing',
    reason: 'holds',
  },
  {
    name: 'without keepFiringFor, one window that does not hold ends it',
    previous: firing(),
    observation: value(3),
    state: 'resolved',
    reason: 'ended',
    events: ['resolved'],
    next: { activeAtMs: null, firedAtMs: null },
  },
  {
    name: 'keepFiringFor counts from the first window that does not hold',
    rule: { keepFiringForSeconds: 120 },
    previous: firing(),
    observation: value(3),
    state: 'recovering',
    reason: 'keeps_firing',
    next: { keepFiringSinceMs: NOW, firedAtMs: min(-15) },
  },
  {
    name: 'it keeps firing before keepFiringFor has passed',
    rule: { keepFiringForSeconds: 120 },
    previous: firing({ state: 'recovering', keepFiringSinceMs: min(-1) }),
    observation: value(3),
    state: 'recovering',
    reason: 'keeps_firing',
    next: { keepFiringSinceMs: min(-1) },
  },
  {
    name: 'it ends at exactly keepFiringFor',
    rule: { keepFiringForSeconds: 120 },
    previous: firing({ state: 'recovering', keepFiringSinceMs: min(-2) }),
    observation: value(3),
    state: 'resolved',
    reason: 'ended',
    events: ['resolved'],
  },
  {
    name: 'a condition that holds again begins keepFiringFor anew and tells nobody',
    rule: { keepFiringForSeconds: 120 },
    previous: firing({ state: 'recovering', keepFiringSinceMs: min(-1) }),
    observation: value(12),
    state: 'firing',
    reason: 'holds_again',
    next: { keepFiringSinceMs: null, firedAtMs: min(-15) },
  },
  {
    name: 'after it was resolved a condition has to hold for the whole of for again',
    rule: { forSeconds: 60 },
    previous: standing('resolved'),
    observation: value(12),
    state: 'pending',
    reason: 'began',
    next: { activeAtMs: NOW },
  },
  // too few calls
  {
    name: 'too few calls do not hold',
    rule: { minCalls: 20 },
    previous: standing('inactive'),
    observation: value(50, 19),
    state: 'inactive',
    reason: 'too_few_calls',
  },
  {
    name: 'just enough calls hold',
    rule: { minCalls: 20 },
    previous: standing('inactive'),
    observation: value(50, 20),
    state: 'firing',
    reason: 'held_long_enough',
    events: ['fired'],
  },
  {
    name: 'a firing rule ends when too few calls are left',
    rule: { minCalls: 20 },
    previous: firing(),
    observation: value(50, 3),
    state: 'resolved',
    reason: 'ended',
    events: ['resolved'],
  },
  // missing data: nodata
  {
    name: 'nodata: one missing window changes nothing',
    previous: standing('inactive'),
    observation: MISSING,
    state: 'inactive',
    reason: 'missing_once',
    next: { missed: 1 },
  },
  {
    name: 'nodata: one missing window does not end an alert',
    previous: firing(),
    observation: MISSING,
    state: 'firing',
    reason: 'missing_once',
    next: { firedAtMs: min(-15) },
  },
  {
    name: 'nodata: the second missing window is told',
    previous: standing('inactive', { missed: 1 }),
    observation: MISSING,
    state: 'nodata',
    reason: 'no_data',
    events: ['no_data'],
    next: { noDataAtMs: NOW },
  },
  {
    name: 'nodata: the third is not told again',
    previous: standing('nodata', { missed: 2, noDataAtMs: min(-1) }),
    observation: MISSING,
    state: 'nodata',
    reason: 'no_data',
    next: { noDataAtMs: min(-1) },
  },
  {
    name: 'nodata: a pending condition begins anew after it',
    rule: { forSeconds: 300 },
    previous: standing('pending', { activeAtMs: min(-2), missed: 1 }),
    observation: MISSING,
    state: 'nodata',
    reason: 'no_data',
    events: ['no_data'],
    next: { activeAtMs: null },
  },
  {
    name: 'nodata: a firing alert goes on as one without data',
    previous: firing({ missed: 1 }),
    observation: MISSING,
    state: 'nodata',
    reason: 'no_data',
    events: ['no_data'],
    next: { firedAtMs: min(-15) },
  },
  {
    name: 'nodata: a firing alert without data fires on when the condition still holds',
    previous: firing({ state: 'nodata', missed: 4, noDataAtMs: min(-3) }),
    observation: value(11),
    state: 'firing',
    reason: 'holds_again',
    next: { noDataAtMs: null, missed: 0 },
  },
  {
    name: 'nodata: data that is back ends the notice of missing data',
    previous: standing('nodata', { missed: 3, noDataAtMs: min(-2) }),
    observation: value(3),
    state: 'resolved',
    reason: 'data_back',
    events: ['resolved'],
    next: { noDataAtMs: null, missed: 0 },
  },
  {
    name: 'nodata: data that is back and beyond ends it and fires',
    previous: standing('nodata', { missed: 3, noDataAtMs: min(-2) }),
    observation: value(30),
    state: 'firing',
    reason: 'held_long_enough',
    events: ['resolved', 'fired'],
  },
  {
    name: 'nodata: a value in between starts the count of missing windows anew',
    previous: standing('inactive', { missed: 1 }),
    observation: value(3),
    state: 'inactive',
    reason: 'quiet',
    next: { missed: 0 },
  },
  // missing data: the other policies
  {
    name: 'ok: a missing window counts as not holding',
    rule: { missing: 'ok' },
    previous: firing(),
    observation: MISSING,
    state: 'resolved',
    reason: 'ended',
    events: ['resolved'],
  },
  {
    name: 'keep: a missing window changes nothing, however many there are',
    rule: { missing: 'keep' },
    previous: firing({ missed: 9 }),
    observation: MISSING,
    state: 'firing',
    reason: 'missing_kept',
    next: { firedAtMs: min(-15) },
  },
  {
    name: 'keep: a pending rule does not fire by missing windows',
    rule: { missing: 'keep', forSeconds: 300 },
    previous: pending(9),
    observation: MISSING,
    state: 'pending',
    reason: 'missing_kept',
  },
  {
    name: 'alert: a missing window counts as holding',
    rule: { missing: 'alert', forSeconds: 300 },
    previous: pending(5),
    observation: MISSING,
    state: 'firing',
    reason: 'held_long_enough',
    events: ['fired'],
  },
  // what cannot be judged
  {
    name: 'an unknown window changes nothing',
    previous: firing(),
    observation: { kind: 'unknown' },
    state: 'firing',
    reason: 'not_judged',
  },
  {
    name: 'a window in which Callwatch was away does not resolve',
    previous: firing(),
    observation: value(3, 100, true),
    state: 'firing',
    reason: 'not_judged',
  },
  {
    name: 'a window in which Callwatch was away does not fire a rule that asks for below',
    rule: { condition: { below: 5 } },
    previous: standing('inactive'),
    observation: value(0, 0, true),
    state: 'inactive',
    reason: 'not_judged',
  },
  {
    name: 'a window in which Callwatch was away still shows what is above',
    previous: standing('inactive'),
    observation: value(30, 100, true),
    state: 'firing',
    reason: 'held_long_enough',
    events: ['fired'],
  },
  {
    name: 'a window in which Callwatch was away is not missing data',
    previous: standing('inactive', { missed: 1 }),
    observation: { kind: 'missing', partial: true },
    state: 'inactive',
    reason: 'not_judged',
    next: { missed: 1 },
  },
  {
    name: 'an error shows and keeps the alert',
    previous: firing(),
    observation: { kind: 'error', message: 'no environment "beta"' },
    state: 'error',
    reason: 'error',
    next: { firedAtMs: min(-15) },
  },
  {
    name: 'after an error the alert goes on or ends by the next value',
    previous: firing({ state: 'error' }),
    observation: value(3),
    state: 'resolved',
    reason: 'ended',
    events: ['resolved'],
  },
];

describe('transition', () => {
  test.each(CASES)('$name', (one) => {
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
