import { describe, expect, it } from 'vitest';
import { comparedRange, RANGES, rangeWords, resolveRange, stepOf } from '../../../../lib/client';

const now = Date.parse('2026-11-24T14:31:08Z');
const none = { range: null, from: null, to: null };
const iso = (ms: number) => new Date(ms).toISOString();

describe('the range of the page', () => {
  it('is the last 6 h in steps of 2 min and ends with the running step', () => {
    const range = resolveRange(none, now);
    expect([iso(range.fromMs), iso(range.toMs)]).toEqual(['2026-11-24T08:32:00.000Z', '2026-11-24T14:32:00.000Z']);
    expect(range).toMatchObject({ stepMs: 120_000, relative: '6h' });
  });

  it('does not move inside a step, so that the same answer is used', () => {
    expect(resolveRange(none, now + 20_000)).toEqual(resolveRange(none, now));
  });

  it('takes a fixed range before a relative one and rounds it outwards to steps', () => {
    const range = resolveRange({ range: '1h', from: '2026-11-24T12:00:30Z', to: '2026-11-24T12:59:30Z' }, now);
    expect([iso(range.fromMs), iso(range.toMs)]).toEqual(['2026-11-24T12:00:00.000Z', '2026-11-24T13:00:00.000Z']);
    expect(range.relative).toBeNull();
    expect([iso(range.exact.fromMs), iso(range.exact.toMs)]).toEqual([
      '2026-11-24T12:00:30.000Z',
      '2026-11-24T12:59:30.000Z',
    ]);
  });

  it.each(['', '0h', '-6h', '6', 'h', '6 h', '9999d', '6h; drop'])('falls back to the default for "%s"', (range) => {
    expect(resolveRange({ ...none, range }, now).relative).toBe('6h');
  });

  it('falls back when from is not before to', () => {
    expect(resolveRange({ range: null, from: '2026-11-24T13:00:00Z', to: '2026-11-24T12:00:00Z' }, now).relative).toBe(
      '6h',
    );
    expect(resolveRange({ range: null, from: 'x', to: 'y' }, now).relative).toBe('6h');
  });

  it.each([
    [1, 1],
    [6, 2],
    [24, 5],
    [7 * 24, 60],
    [30 * 24, 240],
    [90 * 24, 1440],
  ])('%s h is drawn in steps of %s min', (hours, minutes) => expect(stepOf(hours * 3_600_000)).toBe(minutes * 60_000));

  it('is offered by name from 1 h to 90 d, one key each from 1 to 6, and never in more than 360 steps', () => {
    expect(RANGES).toHaveLength(6);
    const ranges = RANGES.map((range) => resolveRange({ ...none, range }, now));
    expect(ranges.map(({ stepMs }) => stepMs / 60_000)).toEqual([1, 2, 5, 60, 240, 1440]);
    expect(ranges.every(({ fromMs, toMs, stepMs }) => (toMs - fromMs) / stepMs <= 360)).toBe(true);
    expect(ranges.every(({ toMs }) => toMs > now)).toBe(true);
  });

  it('is compared with a time that ends as long after its beginning as now', () => {
    const range = resolveRange({ ...none, range: '25h' }, now);
    expect(iso(range.toMs)).toBe('2026-11-24T15:00:00.000Z');
    const endOf = (compare: 'prev' | 'week', at: number) => iso(comparedRange(range, { compare, nowMs: at }).toMs);
    expect(endOf('prev', now)).toBe('2026-11-23T13:31:00.000Z');
    expect(endOf('week', now)).toBe('2026-11-17T14:31:00.000Z');
    expect(endOf('prev', now + 3_600_000)).toBe('2026-11-23T14:00:00.000Z');
  });

  it('is said in words', () => expect(['6h', '90min', '7d'].map(rangeWords)).toEqual(['6 h', '90 min', '7 d']));
});
