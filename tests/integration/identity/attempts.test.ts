import { afterAll, beforeAll, expect, test } from 'vitest';
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
