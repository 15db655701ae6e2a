import { expect, test } from 'vitest';
import { advance, newMemory, type RuleMemory } from '../../../../lib/alerting/metric/advance';
import { setBack } from '../../../../lib/alerting/metric/set-back';
import type { MetricDefinition, Observation } from '../../../../lib/shared';

const MINUTE = 60_000;
const START = Date.parse('2026-11-24T13:00:00Z');
const at = (minute: number): number => START + minute * MINUTE;

const RULE: MetricDefinition = {
  measure: 'errors',
  filters: {},
  windowSeconds: 60,
  condition: { above: 5 },
  forSeconds: 120,
  keepFiringForSeconds: 0,
  missing: 'keep',
  minCalls: 0,
};

/** Takes it through windows of these values, the first of which ends a minute after what it remembers. */
function through(memory: RuleMemory, values: readonly number[]) {
  const windows = values.map((value): Observation => ({ kind: 'value', value, calls: 100, partial: false }));
  const observed = { firstEndMs: memory.checkpoint.atMs + MINUTE, windows };
  const toMs = observed.firstEndMs + (values.length - 1) * MINUTE;
  return advance({ rule: RULE, memory, observed, toMs });
}

const eventsOf = ({ events }: ReturnType<typeof advance>) =>
  events.map(({ kind, atMs }) => `${kind} at ${(atMs - START) / MINUTE}`);

test('a rule that was evaluated hours ahead goes on with the window that is closed now', () => {
  const memory = setBack(newMemory(at(180)), at(0));
  expect(memory.evaluatedToMs).toBe(at(0));
  expect(eventsOf(through(memory, [9, 9, 9, 9]))).toEqual(['fired at 3']);
});

test('an alert that fires hours ahead goes on, and ends when its condition does', () => {
  const ahead = through(newMemory(at(180)), [9, 9, 9, 9]);
  expect(eventsOf(ahead)).toEqual(['fired at 183']);
  const memory = setBack(ahead.memory, at(0));
  expect(memory.live).toMatchObject({ state: 'firing', firedAtMs: at(0), activeAtMs: at(0) });
  expect(eventsOf(through(memory, [9, 9, 0]))).toEqual(['resolved at 3']);
});

test('one that was about to fire has to hold as long as from now', () => {
  const memory = setBack(through(newMemory(at(180)), [9, 9]).memory, at(0));
  expect(eventsOf(through(memory, [9, 9]))).toEqual(['fired at 2']);
  expect(eventsOf(through(memory, [9, 0, 9, 9]))).toEqual([]);
});
