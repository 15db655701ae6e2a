import { afterAll, beforeAll, expect, test } from 'vitest';
import { ATTEMPTS, limitAttempts } from '../../../lib/auth';
import { forgetAttempts, takeAttempt } from '../../../lib/storage';
import { createTestApp, type TestApp } from '../../support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const ROUNDS = 100;
const AT_ONCE = 8;
const MAX = 5;

test('first attempts that meet are each counted, whichever comes first', async () => {
  const { storage, now } = app.runtime;
  const limit = { max: MAX, windowMs: 60_000, now: now() };
  for (let round = 0; round < ROUNDS; round += 1) {
    const key = `meeting:${round}`;
    const taken = await Promise.all(Array.from({ length: AT_ONCE }, () => takeAttempt(storage, { ...limit, key })));
    expect(taken.filter((wait) => wait === null)).toHaveLength(MAX);
  }
});

test('attempts that were given back count no more', async () => {
  const { storage, now } = app.runtime;
  const limit = { key: 'given back', max: 1, windowMs: 60_000, now: now() };
  expect(await takeAttempt(storage, limit)).toBeNull();
  expect(await takeAttempt(storage, limit)).toBe(60);
  await forgetAttempts(storage, limit);
  expect(await takeAttempt(storage, limit)).toBeNull();
});

test('attempts count by IPv4 address, and by the /64 of IPv6, whichever of its addresses they come from', async () => {
  const { max } = ATTEMPTS.signInFrom(null);
  const from = (address: string) => limitAttempts(app.runtime, [ATTEMPTS.signInFrom(address)]);
  const places = Array.from({ length: max }, (_, host) => from(`2001:db8:0:7::${(host + 1).toString(16)}`));
  await Promise.all([...places, ...Array.from({ length: max }, () => from('192.0.2.7'))]);
  const refused = { code: 'rate_limited' };
  await expect(from('2001:db8:0:7:ffff:ffff:ffff:ffff')).rejects.toMatchObject(refused);
  await expect(from('192.0.2.7')).rejects.toMatchObject(refused);
  await expect(from('2001:db8:0:8::1')).resolves.toBeUndefined();
  await expect(from('192.0.2.8')).resolves.toBeUndefined();
});
