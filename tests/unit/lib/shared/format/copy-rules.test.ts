import { describe, expect, it } from 'vitest';
import {
  countOf,
  formatAccount,
  formatAgo,
  formatBytes,
  formatCount,
  formatDuration,
  formatExact,
  formatLatency,
  formatDays,
  formatMoment,
  formatRange,
  formatRate,
  formatRatio,
  formatShort,
  formatSpan,
  formatTime,
  pointChange,
  relativeChange,
} from '../../../../../lib/shared';

const MIN = 60_000;
const HOUR = 60 * MIN;

describe('numbers', () => {
  it.each([
    [0, '0'],
    [812_406, '812,406'],
    [null, '–'],
  ])('count %s reads %s', (count, text) => expect(formatCount(count)).toBe(text));

  it.each([
    [0, '0'],
    [0.5, '0.5'],
    [0.015, '0.015'],
    [950, '950'],
    [1500, '1.5k'],
    [2000, '2k'],
    [3_200_000, '3.2M'],
  ])('axis value %s reads %s', (value, text) => expect(formatShort(value)).toBe(text));

  it('a ratio is percent with a space before the unit', () => {
    expect(formatRatio(0.0231, 2)).toBe('2.31 %');
    expect(formatRatio(0.769)).toBe('76.9 %');
    expect(formatRatio(null)).toBe('–');
  });

  it('a count takes the plural of its noun', () => {
    expect(countOf(1, 'call')).toBe('1 call');
    expect(countOf(1204, 'call')).toBe('1,204 calls');
    expect(countOf(2, 'delivery', 'deliveries')).toBe('2 deliveries');
  });

  it('an account is a shortened hash', () => expect(formatAccount('7f3a99c0ffee')).toBe('acct_7f3a…'));
});

describe('latency, durations, bytes', () => {
  it.each([
    [0, '0 ms'],
    [0.42, '0.4 ms'],
    [38, '38 ms'],
    [842.3, '842 ms'],
    [999.6, '1.00 s'],
    [1310, '1.31 s'],
    [119_400, '119 s'],
    [145_000, '2 min 25 s'],
    [2_147_483, '36 min'],
    [null, '–'],
  ])('latency %s reads %s', (ms, text) => expect(formatLatency(ms)).toBe(text));

  it.each([
    [-5, '0 s'],
    [600, '0.6 s'],
    [9_960, '10 s'],
    [71_000, '71 s'],
    [2 * MIN + 25_000, '2 min 25 s'],
    [48 * MIN, '48 min'],
    [59 * MIN + 59_900, '1 h'],
    [92 * MIN, '1 h 32 min'],
    [5 * 24 * HOUR + 4 * HOUR, '5 d 4 h'],
  ])('a span of %s ms reads %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('says how long ago only below one minute', () => {
    expect(formatAgo(600)).toBe('0.6 s ago');
    expect(formatAgo(MIN)).toBeNull();
  });

  it.each([
    [5 * MIN, '5 min'],
    [6 * HOUR, '6 h'],
    [24 * HOUR, '24 h'],
    [7 * 24 * HOUR, '7 d'],
    [90 * MIN, '90 min'],
    [22 * HOUR + 55 * MIN, '22 h 55 min'],
  ])('a step of %s ms reads %s', (ms, text) => expect(formatSpan(ms)).toBe(text));

  it.each([
    [0, '0 B'],
    [412, '412 B'],
    [4_100, '4.1 kB'],
    [158_000, '158 kB'],
    [999_600, '1 MB'],
    [1_840_000, '1.84 MB'],
    [3_100_000_000, '3.1 GB'],
    [41_200_000_000, '41.2 GB'],
  ])('%s bytes read %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0, '0'],
    [0.04, '< 0.1'],
    [1.46, '1.5'],
    [5, '5'],
    [9.98, '10'],
    [1_214.4, '1,214'],
  ])('a rate of %s reads %s', (rate, text) => expect(formatRate(rate)).toBe(text));
});

describe('changes', () => {
  it.each([
    [104.7, 100, '+4.7 %', '4.7 %'],
    [97.9, 100, '−2.1 %', '2.1 %'],
    [131, 100, '+31.0 %', '31 %'],
    [390, 100, '3.9×', '3.9×'],
    [2800, 100, '28×', '28×'],
    [100, 100, '0.0 %', '0.0 %'],
    [0, 0, '0.0 %', '0 %'],
  ])('%s after %s reads %s', (now, before, signed, size) => {
    expect(relativeChange(now, before)).toMatchObject({ signed, size });
  });

  it('compares with nothing when there was nothing', () => {
    expect(relativeChange(5, 0)).toBeNull();
    expect(relativeChange(5, null)).toBeNull();
  });

  it('ratios differ in percentage points', () => {
    expect(pointChange(0.769, 0.107)).toMatchObject({ direction: 'up', signed: '+66.2 pp', size: '66.2 pp' });
    expect(pointChange(0.01, 0.012)).toMatchObject({ direction: 'down', signed: '−0.2 pp' });
    expect(pointChange(0.01, 0.01)).toMatchObject({ direction: 'flat', signed: '0.0 pp' });
  });
});

describe('times', () => {
  const at = '2026-11-24T13:03:20.412Z';

  it('are UTC and 24 h', () => {
    expect(formatTime(at)).toBe('13:03');
    expect(formatTime(at, 'second')).toBe('13:03:20');
    expect(formatTime(at, 'millisecond')).toBe('13:03:20.412');
  });

  it('name the day only on another day', () => {
    expect(formatMoment(at, '2026-11-24T23:59:59Z')).toBe('13:03:20');
    expect(formatMoment(at, '2026-11-25T00:00:00Z')).toBe('24 Nov 13:03:20');
  });

  it('name the year only in another year', () => {
    expect(formatMoment('2015-05-17T10:05:03Z', at)).toBe('17 May 2015 10:05:03');
    expect(formatDays('2015-05-17T10:05:03Z', '2015-05-20T21:05:59Z', at)).toBe('17–20 May 2015');
    expect(formatDays('2026-11-24T01:00:00Z', '2026-11-24T02:00:00Z', at)).toBe('24 Nov');
  });

  it.each([
    ['2026-11-24T08:32:00Z', '2026-11-24T14:32:00Z', '08:32–14:32 UTC'],
    ['2026-11-20T08:32:00Z', '2026-11-20T14:32:00Z', '20 Nov 08:32–14:32 UTC'],
    ['2026-11-23T14:32:00Z', '2026-11-24T14:32:00Z', '23 Nov 14:32–24 Nov 14:32 UTC'],
    ['2026-11-10T00:00:00Z', '2026-11-24T00:00:00Z', '10–23 Nov, UTC'],
    ['2026-11-17T15:00:00Z', '2026-11-24T15:00:00Z', '17–24 Nov, UTC'],
    ['2026-10-25T00:00:00Z', '2026-11-24T00:00:00Z', '25 Oct–23 Nov, UTC'],
    ['2015-05-17T00:00:00Z', '2015-05-21T00:00:00Z', '17 May 2015 00:00–21 May 2015 00:00 UTC'],
    ['2015-04-17T00:00:00Z', '2015-05-21T00:00:00Z', '17 Apr–20 May 2015, UTC'],
    ['2025-12-20T00:00:00Z', '2026-01-03T00:00:00Z', '20 Dec 2025–2 Jan 2026, UTC'],
    ['2020-01-01T00:00:00Z', '2026-11-24T00:00:00Z', '1 Jan 2020–23 Nov 2026, UTC'],
    ['2025-12-31T20:00:00Z', '2026-01-01T04:00:00Z', '31 Dec 2025 20:00–1 Jan 2026 04:00 UTC'],
  ])('range %s to %s reads %s', (from, to, text) => expect(formatRange(from, to, at)).toBe(text));

  it('give both zones when the exact time is asked for', () => {
    expect(formatExact(at, 'UTC')).toBe('24 Nov 2026, 13:03:20.412 UTC');
    expect(formatExact(at, 'Europe/Berlin')).toContain('14:03:20 Europe/Berlin');
  });
});
