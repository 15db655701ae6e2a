import { expect, test } from 'vitest';
import { consumerSegments } from '../../../../lib/analytics/range/segments';
import { keepsAt } from '../../../../lib/rollups/tiers/keeps';

const NOW = new Date('2026-11-27T05:37:00Z');
const keeps = { minuteDays: 15, hourDays: 400, dayDays: 1_827, minutesSince: null, hoursSince: null };
const minuteOf = (time: string): number => Date.parse(time) / 60_000;

test('minutes of consumers are written and read from the start of the day in which their time begins', () => {
  const { consumerMinute } = keepsAt({ now: NOW, skipDay: null, minuteDays: 15 });
  expect(consumerMinute(minuteOf('2026-11-25T00:00:00Z'))).toBe(true);
  expect(consumerMinute(minuteOf('2026-11-24T23:59:00Z'))).toBe(false);
  const sourcesOf = (from: string, to: string) =>
    consumerSegments({ from: new Date(from), to: new Date(to) }, { now: NOW, keeps, stepSeconds: null }).map(
      ({ source }) => source,
    );
  expect(sourcesOf('2026-11-25T00:10:00Z', '2026-11-25T00:40:00Z')).toEqual(['minute']);
  expect(sourcesOf('2026-11-24T23:10:00Z', '2026-11-24T23:40:00Z')).toEqual(['raw']);
});
