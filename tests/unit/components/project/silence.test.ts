import { expect, it } from 'vitest';
import { silenceOf, unexplainedSilence } from '../../../../components/project/silence';

const NOW = Date.parse('2026-11-24T14:32:00Z');
const ago = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString();

it('is blind once neither calls nor heartbeats come for 3 min', () => {
  expect(silenceOf({ lastCallAt: ago(180), live: true, heardAt: null }, NOW)?.sinceMs).toBe(NOW - 180_000);
  expect(silenceOf({ lastCallAt: ago(179), live: true, heardAt: null }, NOW)).toBeNull();
});

it('is blind since the last heartbeat, not since the last call', () => {
  const silence = silenceOf({ lastCallAt: ago(3_600), live: true, heardAt: ago(240) }, NOW);
  expect(silence).toEqual({ lastCallAt: ago(3_600), sinceMs: NOW - 240_000 });
});

it('is not blind while an SDK without calls is heard', () => {
  expect(silenceOf({ lastCallAt: ago(3_600), live: true, heardAt: ago(60) }, NOW)).toBeNull();
});

it('is not blind before the first live call, whatever was imported', () => {
  expect(silenceOf({ lastCallAt: null, live: false, heardAt: ago(600) }, NOW)).toBeNull();
  expect(silenceOf({ lastCallAt: ago(86_400), live: false, heardAt: null }, NOW)).toBeNull();
});

it('is explained by a quota that is used up, not by one that is nearly so', () => {
  const silent = { lastCallAt: ago(600), live: true, heardAt: null, minuteQuota: null };
  const used = { period: 'day', used: 100, limit: 100, resetsAt: ago(-600), refusedPosts: 3 } as const;
  expect(unexplainedSilence({ ...silent, quota: { ...used, level: 100 } }, NOW)).toBeNull();
  expect(unexplainedSilence({ ...silent, quota: { ...used, level: 80 } }, NOW)).toEqual(silenceOf(silent, NOW));
  expect(unexplainedSilence({ ...silent, quota: null }, NOW)?.sinceMs).toBe(NOW - 600_000);
});

it('is explained by a quota of the minute that refuses posts', () => {
  const silent = { lastCallAt: ago(600), live: true, heardAt: null, quota: null };
  const minuteQuota = { limit: 60, refusedPosts: 20, lastRefusedAt: ago(10) };
  expect(unexplainedSilence({ ...silent, minuteQuota }, NOW)).toBeNull();
});
