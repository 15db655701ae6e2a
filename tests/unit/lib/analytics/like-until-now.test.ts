import { describe, expect, it } from 'vitest';
import { likeUntilNow } from '../../../../lib/analytics/overview/like-until-now';
import { consumerSegments, endpointSegments } from '../../../../lib/analytics/range/segments';

const DAY_MS = 86_400_000;
const now = new Date('2026-11-24T14:31:40Z');
const keeps = { minuteDays: 15, hourDays: 90, dayDays: 400, minutesSince: null, hoursSince: null };

function endOf([from, to]: [string, string], backMs: number, segmentsBy = endpointSegments): string {
  const range = { from: new Date(from), to: new Date(to) };
  const back = (at: Date): Date => new Date(at.getTime() - backMs);
  const whole = { from: back(range.from), to: back(range.to), now, keeps };
  const cut = likeUntilNow(range, whole, segmentsBy);
  expect(cut.from).toEqual(whole.from);
  return cut.to.toISOString();
}

describe('the end of what a range is compared with', () => {
  const hours: [string, string] = ['2026-11-23T14:00:00Z', '2026-11-24T15:00:00Z'];

  it('lies where that had lasted as long, to the minute', () => {
    expect(endOf(hours, 25 * 3_600_000)).toBe('2026-11-23T13:32:00.000Z');
    expect(endOf(hours, 7 * DAY_MS)).toBe('2026-11-17T14:32:00.000Z');
  });

  it('lies at the nearest hour, or day, where no minutes, or hours, are kept', () => {
    expect(endOf(hours, 7 * DAY_MS, consumerSegments)).toBe('2026-11-17T15:00:00.000Z');
    expect(endOf(['2026-10-26T00:00:00Z', '2026-11-25T00:00:00Z'], 30 * DAY_MS)).toBe('2026-10-25T15:00:00.000Z');
    expect(endOf(['2026-07-28T00:00:00Z', '2026-11-26T00:00:00Z'], 121 * DAY_MS)).toBe('2026-07-27T00:00:00.000Z');
  });

  it('is its own where the range is over, has not begun, or began just now', () => {
    expect(endOf(['2026-11-24T12:00:00Z', '2026-11-24T13:00:00Z'], DAY_MS)).toBe('2026-11-23T13:00:00.000Z');
    expect(endOf(['2026-11-24T14:00:00Z', '2026-11-24T14:31:39Z'], DAY_MS)).toBe('2026-11-23T14:31:39.000Z');
    expect(endOf(['2026-11-24T16:00:00Z', '2026-11-24T17:00:00Z'], DAY_MS)).toBe('2026-11-23T17:00:00.000Z');
    expect(endOf(['2026-11-24T14:32:00Z', '2026-11-24T14:40:00Z'], 7 * DAY_MS)).toBe('2026-11-17T14:40:00.000Z');
  });
});
