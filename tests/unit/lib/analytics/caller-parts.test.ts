import { expect, test } from 'vitest';
import { callerParts } from '../../../../lib/analytics/callers/caller-parts';
import type { Segment } from '../../../../lib/storage';

const NOW = new Date('2026-11-26T19:48:00Z');
const at = (text: string): Date => new Date(`2026-11-${text}:00Z`);
const hours = (from: string, to: string): Segment => ({ source: 'hour', from: at(from), to: at(to) });
const told = (segments: readonly Segment[]): string[] =>
  callerParts(segments, NOW).map(({ source, sign, from, to }) => {
    const [begins, ends] = [from, to].map((time) => time.toISOString().slice(8, 16));
    return `${sign === 1 ? '+' : '-'} ${source} ${begins} ${ends}`;
  });

test('hours of today until now are told from the day, those beside them taken away', () => {
  expect(told([hours('26T00:00', '26T19:00')])).toEqual(['+ day 26T00:00 27T00:00', '- hour 26T19:00 27T00:00']);
  expect(told([hours('26T02:00', '26T19:00')])).toEqual([
    '+ day 26T00:00 27T00:00',
    '- hour 26T00:00 26T02:00',
    '- hour 26T19:00 27T00:00',
  ]);
});

test('few hours of a day are told by themselves, each day of a range for itself', () => {
  expect(told([hours('25T20:00', '26T19:00')])).toEqual([
    '+ hour 25T20:00 26T00:00',
    '+ day 26T00:00 27T00:00',
    '- hour 26T19:00 27T00:00',
  ]);
});

test('hours of a day that does not have all of them any more are told by themselves', () => {
  expect(told([hours('24T21:00', '25T00:00')])).toEqual(['+ hour 24T21:00 25T00:00']);
  expect(callerParts([hours('24T00:00', '25T00:00')], at('26T05:00'))).toHaveLength(1);
});

test('whole days and parts of hours stay what they are', () => {
  const whole: Segment = { source: 'day', from: at('20T00:00'), to: at('26T00:00') };
  const raw: Segment = { source: 'raw', from: at('26T19:00'), to: at('26T19:40') };
  expect(told([whole, raw])).toEqual(['+ day 20T00:00 26T00:00', '+ raw 26T19:00 26T19:40']);
});
