import { expect, test } from 'vitest';
import { expiredSince } from '../../../../components/calls/explorer/expired-since';

const KEPT = { callsKeptSince: '2026-11-22T06:02:00.000Z', firstCallAt: '2026-11-01T00:00:00.000Z' };
const range = (from: string, to: string) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) });

test.each([
  ['begins before calls are kept', KEPT, range('2026-11-20T00:00:00Z', '2026-11-27T00:00:00Z'), true],
  ['ends before calls are kept', KEPT, range('2026-11-12T03:00:00Z', '2026-11-12T06:00:00Z'), true],
  ['begins when calls are kept', KEPT, range('2026-11-22T06:02:00Z', '2026-11-27T00:00:00Z'), false],
  ['ends before the first call', KEPT, range('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z'), false],
  [
    'begins before the first call, which is kept',
    { ...KEPT, firstCallAt: '2026-11-23T00:00:00.000Z' },
    range('2026-10-01T00:00:00Z', '2026-11-27T00:00:00Z'),
    false,
  ],
  ['has no call at all', { ...KEPT, firstCallAt: null }, range('2026-10-01T00:00:00Z', '2026-11-27T00:00:00Z'), false],
  ['is of an archive', { ...KEPT, callsKeptSince: null }, range('2016-10-01T00:00:00Z', '2026-11-27T00:00:00Z'), false],
])('a range that %s tells of expired calls where there were some', (_, kept, asked, told) => {
  expect(expiredSince(kept, asked)).toBe(told ? KEPT.callsKeptSince : null);
});
