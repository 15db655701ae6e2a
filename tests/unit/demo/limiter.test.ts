import { expect, test } from 'vitest';
import { createLimiter } from '../../../demo/shop/limiter';

test('each address gets its calls in a window and then the seconds until it ends', () => {
  const limiter = createLimiter({ limit: 2, windowMs: 60_000 });
  expect([0, 1_000, 2_000, 59_500].map((ms) => limiter.take('192.0.2.1', ms))).toEqual([null, null, 58, 1]);
  expect(limiter.take('192.0.2.2', 2_000)).toBeNull();
  expect(limiter.take('192.0.2.1', 60_000)).toBeNull();
});
