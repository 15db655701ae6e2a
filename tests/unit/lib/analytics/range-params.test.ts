import { expect, test } from 'vitest';
import { seriesInput } from '../../../../lib/analytics';

test('a time that is missing, given several times or none at all is told as just that', () => {
  const faultOf = (from: unknown): string | undefined =>
    seriesInput.safeParse({ projectId: '1', from }).error?.issues.find(({ path }) => path[0] === 'from')?.message;
  expect(faultOf(undefined)).toMatch(/^is missing: /);
  expect(faultOf(['2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z'])).toMatch(/^must be given once: /);
  expect(faultOf('yesterday')).toMatch(/^must be an ISO 8601 time/);
});
