import { expect, test } from 'vitest';
import { encodeBatch } from '../../../demo/history/encode-batch';
import { MINUTE_MS } from '../../../demo/history/gaps';
import { makeMinute, makeStagingMinute } from '../../../demo/history/make-minute';
import type { PastCall } from '../../../demo/history/past-call';
import { batchesOf } from '../../../demo/history/send-history';
import { callsPerSecondAt } from '../../../demo/history/shape';
import { SHOP_CLIENTS } from '../../../demo/shop/clients';
import { SHOP_ENDPOINTS } from '../../../demo/shop/endpoints';
import { openCountries } from '../../../lib/analytics/places/countries';

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A Thursday at 10:20 UTC, in the middle of a minute. */
const liveAtMs = Date.UTC(2026, 10, 26, 10, 20, 31);
const gap = { fromMs: Math.floor((liveAtMs - 14 * DAY_MS) / MINUTE_MS) * MINUTE_MS, toMs: liveAtMs };

const batches = [...batchesOf([gap])].map(({ calls }) => calls);
const all = batches.flat();
const production = all.filter(({ environment }) => environment === null);

function countBy<K>(calls: readonly PastCall[], key: (call: PastCall) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const call of calls) counts.set(key(call), (counts.get(key(call)) ?? 0) + 1);
  return counts;
}

/** Calls between two moments, days before the live traffic's day begins. */
const between = (fromMs: number, toMs: number): PastCall[] =>
  production.filter(({ startedAtMs }) => startedAtMs >= fromMs && startedAtMs < toMs);
const midnight = (daysAgo: number): number => Date.UTC(2026, 10, 26 - daysAgo);

test('two weeks are more than half a million calls, less than a project may send in a minute', () => {
  expect(all.length).toBeGreaterThan(500_000);
  expect(all.length).toBeLessThan(580_000);
  expect(batches.every((calls) => calls.length <= 10_000)).toBe(true);
});

test('batches hold every call of every minute of the gaps once, the latest first', () => {
  const gaps = [
    { fromMs: midnight(5), toMs: midnight(4) },
    { fromMs: midnight(2) + 7 * MINUTE_MS, toMs: midnight(2) + 9 * MINUTE_MS },
  ];
  const minutes = gaps.flatMap(({ fromMs, toMs }) =>
    Array.from({ length: (toMs - fromMs) / MINUTE_MS }, (_, index) => fromMs + index * MINUTE_MS),
  );
  const made = minutes.flatMap((atMs) => [...makeMinute(atMs), ...makeStagingMinute(atMs)]);
  const sent = [...batchesOf(gaps)];
  const calls = sent.flatMap((batch) => batch.calls);
  const byText = (list: readonly PastCall[]): string[] => list.map((call) => JSON.stringify(call)).sort();
  expect(byText(calls)).toEqual(byText(made));
  expect(sent.reduce((sum, { sentMs }) => sum + sentMs, 0)).toBe(DAY_MS + 2 * MINUTE_MS);
  expect(calls[0]?.startedAtMs).toBeGreaterThanOrEqual(midnight(2) + 8 * MINUTE_MS);
  expect(calls.at(-1)?.startedAtMs).toBeLessThan(midnight(5) + MINUTE_MS);
});

test('the same minute is the same calls again, and they have the same batch id', () => {
  const atMs = midnight(3) + 13 * HOUR_MS;
  expect(makeMinute(atMs)).toEqual(makeMinute(atMs));
  const key = Buffer.alloc(32, 1);
  const [once, again, other] = [atMs, atMs, atMs + MINUTE_MS].map((ms) => encodeBatch(makeMinute(ms), key));
  expect(again).toEqual(once);
  expect(other?.batchId).not.toBe(once?.batchId);
});

test('no minute is without a call, so that a minute without one is one that is missing', () => {
  const minutes = countBy(production, ({ startedAtMs }) => Math.floor(startedAtMs / MINUTE_MS));
  expect(minutes.size).toBe(14 * 24 * 60 + 1);
});

test('evenings are busier than nights, Sundays than Wednesdays', () => {
  for (let day = 2; day <= 13; day += 1) {
    const evening = between(midnight(day) + 19 * HOUR_MS, midnight(day) + 21 * HOUR_MS).length;
    const night = between(midnight(day) + 3 * HOUR_MS, midnight(day) + 5 * HOUR_MS).length;
    expect(evening).toBeGreaterThan(5 * night);
  }
  const [sunday, wednesday] = [midnight(4), midnight(8)].map((ms) => between(ms, ms + DAY_MS).length);
  expect(sunday).toBeGreaterThan(1.25 * (wednesday ?? 0));
});

test('the history and the live traffic, which are drawn by the same rate, have as many calls at the same hour', () => {
  for (let day = 1; day <= 13; day += 1) {
    const atMs = midnight(day) + 20 * HOUR_MS;
    const people = between(atMs, atMs + HOUR_MS).filter(({ consumer }) => consumer === 'web-storefront');
    const share = 60 / SHOP_CLIENTS.reduce((sum, { weight }) => sum + weight, 0);
    const expected = share * 3_600 * callsPerSecondAt(atMs + HOUR_MS / 2);
    expect(people.length / expected).toBeGreaterThan(0.85);
    expect(people.length / expected).toBeLessThan(1.15);
  }
});

test('every endpoint, some unknown paths and every kind of client is there each day', () => {
  for (let day = 1; day <= 13; day += 1) {
    const calls = between(midnight(day), midnight(day) + DAY_MS);
    const routes = new Set(calls.map(({ method, route }) => `${method} ${route}`));
    for (const { method, route } of SHOP_ENDPOINTS) expect(routes).toContain(`${method} ${route}`);
    expect(routes).toContain('POST /v1/login');
    expect(new Set(calls.map(({ consumer }) => consumer))).toEqual(
      new Set(['web-storefront', 'mobile-app', 'partner-sync', 'price-watch', 'warehouse-jobs', 'uptime-check', null]),
    );
    expect(new Set(calls.map(({ login }) => login))).toEqual(new Set([0, 1, 2]));
    expect(calls.some(({ status }) => status >= 500)).toBe(true);
  }
  expect(production.some(({ route }) => route === null)).toBe(true);
  expect(new Set(all.map(({ method, route }) => `${method} ${route}`)).size).toBe(18 + 1);
});

test('the partner alone is refused by the limiter, told when to come again, and never five times in each of two minutes', () => {
  const refused = production.filter(({ status }) => status === 429);
  expect(new Set(refused.map(({ consumer, route }) => `${consumer} ${route}`))).toEqual(
    new Set(['partner-sync /v1/stock/:sku']),
  );
  expect(refused.every(({ retryAfter }) => retryAfter >= 1 && retryAfter <= 60)).toBe(true);
  expect(all.every(({ status, retryAfter }) => status === 429 || retryAfter === -1)).toBe(true);
  const minutes = countBy(refused, ({ startedAtMs }) => Math.floor(startedAtMs / MINUTE_MS));
  expect(minutes.size).toBeGreaterThanOrEqual(14 * 96 - 2);
  for (const [minute, count] of minutes) if (count >= 5) expect(minutes.get(minute + 1) ?? 0).toBeLessThan(5);
});

test('staging is a trickle on working days', () => {
  const staging = all.filter(({ environment }) => environment === 'staging');
  const sunday = staging.filter(({ startedAtMs }) => startedAtMs >= midnight(4) && startedAtMs < midnight(3));
  const monday = staging.filter(({ startedAtMs }) => startedAtMs >= midnight(3) && startedAtMs < midnight(2));
  expect(staging.length).toBeGreaterThan(5_000);
  expect(staging.length).toBeLessThan(12_000);
  expect(monday.length).toBeGreaterThan(3 * sunday.length);
});

test('people who use the shop call from several countries, most from one', async () => {
  const countryOf = await openCountries();
  const people = production.filter(({ consumer }) => consumer === 'web-storefront' || consumer === 'mobile-app');
  const shares = countBy(people, ({ caller }) => countryOf(caller) ?? 'none');
  expect(shares.get('none')).toBeUndefined();
  expect(shares.size).toBeGreaterThanOrEqual(6);
  const [busiest] = [...shares].toSorted(([, a], [, b]) => b - a);
  expect(busiest?.[0]).toBe('DE');
});
