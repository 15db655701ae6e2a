import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initialState, MINUTE_MS, type MachineRule } from '../../../../lib/alerting/metric/machine';
import { readRemembered } from '../../../../lib/alerting/metric/remembered';
import { replay } from '../../../../lib/alerting/metric/replay';
import type { Observation } from '../../../../lib/shared';
import { MISSING, NOW, min, rule, value } from './cases';

/** What is told, each with the number of its window, the first being 0. */
function told(definition: MachineRule, windows: readonly Observation[]): { kind: string; window: number }[] {
  const found: { kind: string; window: number }[] = [];
  replay({
    rule: definition,
    state: initialState(min(-1)),
    fromMs: NOW,
    toMs: min(windows.length - 1),
    observed: { firstEndMs: NOW, windows },
    visit: ({ events }) => found.push(...events.map(({ kind, atMs }) => ({ kind, window: (atMs - NOW) / MINUTE_MS }))),
  });
  return found;
}

const PARTIAL: Observation = { kind: 'missing', partial: true };
const ERROR: Observation = { kind: 'error', message: 'no environment "beta"' };
const UNKNOWN: Observation = { kind: 'unknown' };
const times = (count: number, window: Observation): Observation[] => Array<Observation>(count).fill(window);

const OUTAGES = [
  { name: 'windows of which only a part was taken', outage: value(0, 0, true), missing: 'nodata' },
  { name: 'windows of which nothing was taken', outage: PARTIAL, missing: 'nodata' },
  { name: 'windows that are unknown', outage: UNKNOWN, missing: 'nodata' },
  { name: 'windows that cannot be evaluated', outage: ERROR, missing: 'nodata' },
  { name: 'missing windows of a rule that keeps what was', outage: MISSING, missing: 'keep' },
] as const;

const SIDES = [
  { side: 'above', condition: { above: 10 }, bad: value(30), good: value(3) },
  { side: 'below', condition: { below: 10 }, bad: value(3), good: value(30) },
] as const;

describe.each(OUTAGES)('$name', ({ outage, missing }) => {
  test.each(SIDES)('do not count towards for: $side', ({ condition, bad, good }) => {
    const definition = rule({ condition, missing, forSeconds: 600 });
    expect(told(definition, [bad, ...times(58, outage), bad, ...times(8, bad), good])).toEqual([]);
    expect(told(definition, [bad, ...times(58, outage), ...times(10, bad)])).toEqual([{ kind: 'fired', window: 68 }]);
  });

  test.each(SIDES)('do not count towards keep firing: $side', ({ condition, bad, good }) => {
    const definition = rule({ condition, missing, keepFiringForSeconds: 600 });
    const fired = { kind: 'fired', window: 0 };
    expect(told(definition, [bad, good, ...times(58, outage), ...times(9, good), bad])).toEqual([fired]);
    const over = told(definition, [bad, good, ...times(58, outage), ...times(10, good)]);
    expect(over).toEqual([fired, { kind: 'resolved', window: 69 }]);
  });
});

test('outages anywhere, however long, change nothing of what is told but the time', () => {
  const judged = fc.oneof(
    fc.integer({ min: 0, max: 20 }).map((number) => value(number)),
    fc.constant(MISSING),
  );
  const away = fc.array(fc.constantFrom(PARTIAL, ERROR, UNKNOWN, value(0, 0, true)), { maxLength: 20 });
  const series = fc.array(fc.tuple(judged, away), { maxLength: 60 });
  const policy = fc.constantFrom('nodata', 'ok', 'keep', 'alert');
  fc.assert(
    fc.property(series, policy, fc.nat(5), fc.nat(5), (parts, missing, forMinutes, keepMinutes) => {
      const definition = rule({ missing, forSeconds: forMinutes * 60, keepFiringForSeconds: keepMinutes * 60 });
      const without = parts.map(([window]) => window);
      const withOutages = parts.flatMap(([window, outage]) => [window, ...outage]);
      const places = parts.map((_, index) => index + parts.slice(0, index).flatMap(([, outage]) => outage).length);
      const expected = told(definition, without).map(({ kind, window }) => ({ kind, window: places[window] }));
      expect(told(definition, withOutages)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('what an earlier version remembered of a rule, without unjudged time, is read', () => {
  const { unjudgedMs, ...kept } = initialState(NOW);
  const state = { ...kept, state: 'pending', activeAtMs: NOW };
  const memory = { live: state, evaluatedToMs: NOW, checkpoint: { atMs: NOW, state }, told: [] };
  expect(unjudgedMs).toBe(0);
  expect(readRemembered({ reason: 'r', memory, alert: null })?.memory.live).toEqual({ ...state, unjudgedMs: 0 });
});
