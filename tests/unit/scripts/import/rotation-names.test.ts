import { expect, it } from 'vitest';
import { counterOf, isBefore } from '../../../../scripts/import/follow/rotation-names';

// the name of a file beside a log
it.each([
  'access.log.1',
  'access.log.12.gz',
  'access.log-20260304',
  'access.log-20260304-1772616615.gz',
  'access-20260304.log',
  'access-2026-03-04T09-30-15.250.log.gz',
])('is one that rotation gives: %s', (name) => expect(counterOf(name, 'access.log')).toMatch(/^[.-][\dT.-]+$/));

it.each([
  'access.log',
  'access.log.gz',
  'access.log.bak',
  'access.log.callwatch.json',
  'access.log.1.zst',
  'access-admin.log',
  'access_1.log',
  'error.log.1',
])('is none: %s', (name) => expect(counterOf(name, 'access.log')).toBeNull());

const before = (one: string, other: string): boolean =>
  isBefore(counterOf(one, 'access.log'), counterOf(other, 'access.log'));

it.each([
  ['access.log.2', 'access.log.1'],
  ['access.log.10.gz', 'access.log.9'],
  ['access.log-20260304', 'access.log-20260305.gz'],
  ['access.log-20260304-1772616615', 'access.log-20260304-1772616616'],
  ['access.log.1772616615', 'access.log.1772616616'],
  ['access-2026-03-04T09-30-15.250.log.gz', 'access-2026-03-04T09-30-15.251.log'],
  ['access.log.2026-3-9', 'access.log.2026-3-10'],
  ['access-20260304093015250.log', 'access-20260304093015251.log'],
])('tells that %s was rotated before %s', (older, newer) => {
  expect([before(older, newer), before(newer, older)]).toEqual([true, false]);
});

it.each([
  ['access.log.1', 'access.log.1.gz'],
  ['access.log.1', 'access.log-20260304'],
  ['access.log-28022026', 'access.log-04032026'], // day, month and year
  ['access.log-20032026', 'access.log-21022026'],
  ['access.log-04-03-2026', 'access.log-05-02-2026'],
  ['access.log-20260304', 'access.log-1772616615'],
  ['access.log-20260304', 'access.log-20260304.1'],
  ['access.log.bak', 'access.log.1'],
])('tells nothing of the order of %s and %s', (one, other) => {
  expect([before(one, other), before(other, one)]).toEqual([false, false]);
});
