import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { initialState, type MachineRule } from '../../../../lib/alerting/metric/machine';
import { replay } from '../../../../lib/alerting/metric/replay';
import type { Observation, RuleState } from '../../../../lib/shared';
import { prometheus } from './prometheus';

const MINUTE = 60_000;
const START = Date.parse('2026-11-24T13:00:00Z');
const SHORT: Record<RuleState, string> = {
  inactive: '.',
  resolved: '.',
  pending: 'p',
  firing: 'F',
  recovering: 'F',
  nodata: '?',
  error: '!',
};

type Samples = readonly (number | null)[];
interface Conditions {
  above: number;
  forMinutes: number;
  keepMinutes: number;
}

function ours({ above, forMinutes, keepMinutes }: Conditions, samples: Samples): string {
  const rule: MachineRule = {
    condition: { above },
    forSeconds: forMinutes * 60,
    keepFiringForSeconds: keepMinutes * 60,
    missing: 'ok', // a series without a sample returns nothing
    minCalls: 0,
  };
  const windows = samples.map((value): Observation =>
    value === null ? { kind: 'missing', partial: false } : { kind: 'value', value, calls: 100, partial: false },
  );
  const states: string[] = [];
  replay({
    rule,
    state: initialState(START - MINUTE),
    fromMs: START,
    toMs: START + (samples.length - 1) * MINUTE,
    observed: { firstEndMs: START, windows },
    visit: ({ next }) => states.push(SHORT[next.state]),
  });
  return states.join('');
}

function theirs({ above, forMinutes, keepMinutes }: Conditions, samples: Samples): string {
  const rule = {
    returns: (value: number) => value > above,
    forMs: forMinutes * MINUTE,
    keepFiringForMs: keepMinutes * MINUTE,
  };
  return prometheus(rule, samples, MINUTE)
    .map((state) => SHORT[state])
    .join('');
}

/** 1 is beyond the threshold, 0 is not, _ is no sample. */
const read = (text: string): Samples => Array.from(text, (sign) => (sign === '_' ? null : Number(sign) * 10));

const SERIES = [
  { name: 'at once without for', forMinutes: 0, keepMinutes: 0, series: '0011100', expected: '..FFF..' },
  { name: 'after for', forMinutes: 3, keepMinutes: 0, series: '0011111100', expected: '..pppFFF..' },
  { name: 'one minute too short for for', forMinutes: 3, keepMinutes: 0, series: '0111010', expected: '.ppp.p.' },
  { name: 'a gap begins for anew', forMinutes: 2, keepMinutes: 0, series: '110111100', expected: 'pp.ppFF..' },
  { name: 'kept firing after the end', forMinutes: 0, keepMinutes: 3, series: '0110000000', expected: '.FFFFF....' },
  { name: 'back within keep firing', forMinutes: 0, keepMinutes: 3, series: '0100100000', expected: '.FFFFFFF..' },
  { name: 'both for and keep firing', forMinutes: 2, keepMinutes: 2, series: '1110011000', expected: 'ppFFFFFFF.' },
  { name: 'back after keep firing', forMinutes: 1, keepMinutes: 1, series: '1100110010', expected: 'pFF.pFF.p.' },
  {
    name: 'no sample ends like a low one',
    forMinutes: 1,
    keepMinutes: 2,
    series: '11__11_0__',
    expected: 'pFFFFFFF..',
  },
  { name: 'flapping each minute', forMinutes: 0, keepMinutes: 2, series: '1010101000', expected: 'FFFFFFFFF.' },
];

describe('for and keepFiringFor', () => {
  test.each(SERIES)('as Prometheus: $name', ({ series, expected, ...conditions }) => {
    const samples = read(series);
    expect(theirs({ above: 5, ...conditions }, samples)).toBe(expected);
    expect(ours({ above: 5, ...conditions }, samples)).toBe(expected);
  });

  test('as Prometheus on any series', () => {
    const sample = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 10 }));
    fc.assert(
      fc.property(
        fc.array(sample, { maxLength: 120 }),
        fc.nat(6),
        fc.nat(6),
        fc.nat(10),
        (samples, forMinutes, keepMinutes, above) => {
          const conditions = { above, forMinutes, keepMinutes };
          expect(ours(conditions, samples)).toBe(theirs(conditions, samples));
        },
      ),
      { numRuns: 500 },
    );
  });
});
