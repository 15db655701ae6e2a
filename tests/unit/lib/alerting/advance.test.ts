import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  advance,
  firstWindowMs,
  newMemory,
  type RuleEvent,
  type RuleMemory,
} from '../../../../lib/alerting/metric/advance';
import { Firings } from '../../../../lib/alerting/metric/firings';
import { initialState } from '../../../../lib/alerting/metric/machine';
import { replay } from '../../../../lib/alerting/metric/replay';
import type { MetricDefinition, Observation } from '../../../../lib/shared';

const MINUTE = 60_000;
const START = Date.parse('2026-11-24T13:00:00Z');
const at = (minute: number): number => START + minute * MINUTE;

const rule = (change: Partial<MetricDefinition> = {}): MetricDefinition => ({
  measure: 'errors',
  filters: {},
  windowSeconds: 60,
  condition: { above: 5 },
  forSeconds: 0,
  keepFiringForSeconds: 0,
  missing: 'ok',
  minCalls: 0,
  ...change,
});

/** A value, none, or a window that was not judged. */
type Values = (number | null | 'away' | 'error')[];
const windowsOf = (values: Values): Observation[] =>
  values.map((value): Observation => {
    if (value === 'error') return { kind: 'error', message: 'no environment "beta"' };
    if (value === null || value === 'away') return { kind: 'missing', partial: value === 'away' };
    return { kind: 'value', value, calls: 100, partial: false };
  });

/** A rule, and data that may change behind it; `values[0]` is the window that ends at minute 1. */
class Watched {
  memory: RuleMemory = newMemory(at(0));
  events: RuleEvent[] = [];

  constructor(
    private readonly definition: MetricDefinition,
    readonly values: Values,
  ) {}

  to(minute: number): RuleEvent[] {
    const observed = { firstEndMs: at(1), windows: windowsOf(this.values) };
    const { memory, events } = advance({ rule: this.definition, memory: this.memory, observed, toMs: at(minute) });
    this.memory = memory;
    this.events.push(...events);
    return events;
  }

  eachUpTo(minute: number): void {
    for (let next = (this.memory.evaluatedToMs - START) / MINUTE + 1; next <= minute; next++) this.to(next);
  }
}

const told = (events: readonly RuleEvent[]): string[] =>
  events.map(({ kind, atMs, late }) => `${kind} ${(atMs - START) / MINUTE}${late ? ' late' : ''}`);

test('late data fires what nobody was told of, once, and the next window ends it', () => {
  const watched = new Watched(rule(), Array<number>(40).fill(0));
  watched.eachUpTo(20);
  watched.values[9] = 50; // the window of minute 10 has come
  expect(told(watched.to(21))).toEqual(['fired 10 late']);
  watched.eachUpTo(40);
  expect(told(watched.events)).toEqual(['fired 10 late', 'resolved 22']);
});

test('late data that lasts until now keeps firing, with for counted from where it began', () => {
  const watched = new Watched(rule({ forSeconds: 300 }), Array<number>(40).fill(0));
  watched.eachUpTo(20);
  watched.values.fill(50, 9, 25);
  expect(told(watched.to(21))).toEqual(['fired 15 late']);
  expect(watched.memory.live).toMatchObject({ state: 'firing', activeAtMs: at(10), firedAtMs: at(15) });
  watched.eachUpTo(40);
  expect(told(watched.events)).toEqual(['fired 15 late', 'resolved 26']);
});

test('late data never resolves', () => {
  const watched = new Watched(rule(), [...Array<number>(20).fill(0), ...Array<number>(20).fill(9)]);
  watched.eachUpTo(25);
  watched.values.fill(0, 20, 25); // the calls that came late make the ratio small
  expect(told(watched.to(26))).toEqual([]);
  expect(watched.memory.live.state).toBe('firing');
});

test('data later than 15 minutes changes nothing', () => {
  const watched = new Watched(rule(), Array<number>(40).fill(0));
  watched.eachUpTo(30);
  watched.values[10] = 50;
  watched.eachUpTo(40);
  expect(watched.events).toEqual([]);
});

test('late data within a firing that was told is not told again', () => {
  const values = Array<number>(40).fill(0).fill(9, 9, 12);
  const watched = new Watched(rule(), values);
  watched.eachUpTo(15);
  watched.values.fill(9, 7, 14);
  watched.eachUpTo(35);
  expect(told(watched.events)).toEqual(['fired 10', 'resolved 13']);
});

test('windows that were never evaluated are evaluated late, in order', () => {
  const values = Array<number>(90).fill(0).fill(9, 20, 30).fill(9, 50, 60);
  const watched = new Watched(rule({ forSeconds: 120 }), values);
  watched.eachUpTo(10);
  expect(told(watched.to(90))).toEqual(['fired 23', 'resolved 31', 'fired 53', 'resolved 61']);
});

test('a firing knows its value and the one furthest beyond while it was pending', () => {
  const watched = new Watched(rule({ forSeconds: 120 }), [0, 7, 30, 8, 6, 0]);
  watched.eachUpTo(6);
  expect(watched.events[0]).toMatchObject({ kind: 'fired', atMs: at(4), startedAtMs: at(2), value: 8, peakValue: 30 });
});

test('a pass begins with the first window after the checkpoint', () => {
  const watched = new Watched(rule(), Array<number>(60).fill(0));
  watched.eachUpTo(40);
  expect(firstWindowMs(watched.memory)).toBe(at(26));
});

test('whatever the passes, data that was on time fires exactly as one run over all of it', () => {
  const unjudged = fc.constantFrom('away', 'error');
  const window = fc.option(fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 10 }) }, unjudged), { freq: 5 });
  const values = fc.array(window, { minLength: 60, maxLength: 200 });
  const passes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 5, maxLength: 200 });
  const policy = fc.constantFrom('nodata', 'ok', 'keep', 'alert');
  fc.assert(
    fc.property(values, passes, policy, fc.nat(5), fc.nat(5), (all, steps, missing, forMinutes, keepMinutes) => {
      const definition = rule({ missing, forSeconds: forMinutes * 60, keepFiringForSeconds: keepMinutes * 60 });
      const watched = new Watched(definition, all);
      let minute = 0;
      for (const step of steps) {
        minute = Math.min(all.length, minute + step);
        watched.to(minute);
      }
      watched.to(all.length);
      const firings = new Firings();
      const expected: string[] = [];
      const state = replay({
        rule: definition,
        state: initialState(at(0)),
        fromMs: at(1),
        toMs: at(all.length),
        observed: { firstEndMs: at(1), windows: windowsOf(all) },
        visit(visit) {
          firings.visit(visit);
          expected.push(...visit.events.map(({ kind, atMs }) => `${kind} ${(atMs - START) / MINUTE}`));
        },
      });
      expect(told(watched.events)).toEqual(expected);
      expect(watched.memory.live).toEqual(state);
    }),
    { numRuns: 300 },
  );
});
