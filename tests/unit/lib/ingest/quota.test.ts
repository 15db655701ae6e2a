import { expect, it } from 'vitest';
import { createQuota } from '../../../../lib/ingest/guard/quota';

const PER_MINUTE = 60;

it('refills by the second what was sent, up to a minute’s worth', () => {
  let nowMs = 0;
  const quota = createQuota(() => nowMs);
  expect(quota.open(1, PER_MINUTE)).toBe(true);
  quota.charge(1, PER_MINUTE);
  expect(quota.open(1, PER_MINUTE)).toBe(false);
  nowMs += 1_000;
  expect(quota.open(1, PER_MINUTE)).toBe(true);
});

it('goes on at once after the clock was set back', () => {
  let nowMs = 6 * 3_600_000;
  const quota = createQuota(() => nowMs);
  quota.open(1, PER_MINUTE);
  nowMs = 0;
  expect(quota.open(1, PER_MINUTE)).toBe(true);
  quota.charge(1, PER_MINUTE);
  nowMs += 1_000;
  expect(quota.open(1, PER_MINUTE)).toBe(true);
});
