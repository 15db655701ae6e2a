import { expect, it } from 'vitest';
import { ratesOf } from '../../../../lib/ingest/commit/rates';
import { FLAG, TRAIT } from '../../../../lib/shared';
import type { CallRow, CountedPolicy } from '../../../../lib/storage';

const SECOND_MS = 1_790_000_000_000;
const POLICY: CountedPolicy = { id: 3, version: 2, endpointId: null, environmentId: null, key: 'caller' };
const call = (change: Partial<CallRow> = {}): CallRow => ({
  projectId: 4,
  environmentId: 1,
  finishedAtUs: SECOND_MS * 1000,
  endpointId: 2,
  consumerId: 0,
  userAgentId: 0,
  durationUs: 4_000,
  requestBytes: 0,
  responseBytes: 0,
  status: 200,
  flags: 0,
  traits: 1,
  caller: '203.0.113.7',
  path: null,
  traceId: null,
  accountHash: null,
  attrs: null,
  retryAfterSeconds: -1,
  ...change,
});
const counted = (rows: CallRow[], policies: CountedPolicy[] = [POLICY]) =>
  ratesOf([{ rows, firstId: 9 * 65_536, archives: new Set([8]), policies }]).map(
    ({ policyId, environmentId, key, second, backfill, calls }) => [
      policyId,
      environmentId,
      key,
      second,
      backfill,
      calls,
    ],
  );
const SECOND = SECOND_MS / 1000;

it('counts by key and the second of the finish', () => {
  const rows = [call(), call({ finishedAtUs: SECOND_MS * 1000 + 999_999 }), call({ caller: '198.51.100.4' })];
  expect(counted([...rows, call({ finishedAtUs: (SECOND_MS + 1_000) * 1000 })])).toEqual([
    [3, 1, '203.0.113.7', SECOND, false, 2],
    [3, 1, '198.51.100.4', SECOND, false, 1],
    [3, 1, '203.0.113.7', SECOND + 1, false, 1],
  ]);
  expect(ratesOf([{ rows: [call()], firstId: 9 * 65_536, archives: new Set(), policies: [POLICY] }])).toMatchObject([
    { projectId: 4, flushNo: 9n, version: 2 },
  ]);
});

it('takes the /64 of an IPv6 address for one caller', () => {
  expect(counted([call({ caller: '2001:db8::1' }), call({ caller: '2001:db8::2' })])).toEqual([
    [3, 1, '2001:db8::/64', SECOND, false, 2],
  ]);
});

it.each([
  ['another endpoint', { endpointId: 7 }],
  ['another environment', { environmentId: 2 }],
])('leaves out calls of %s', (_, change) => {
  expect(counted([call()], [{ ...POLICY, ...change }])).toEqual([]);
});

it.each([
  ['that a response action of ours refused', { flags: FLAG.enforced, status: 429 }],
  ['of an archive', { environmentId: 8 }],
  ['that name no caller', { caller: null }],
])('leaves out calls %s', (_, change) => {
  expect(counted([call(change)])).toEqual([]);
});

it('counts backfill apart, and answers 429 like any other', () => {
  expect(counted([call({ traits: TRAIT.backfill }), call({ status: 429 })])).toEqual([
    [3, 1, '203.0.113.7', SECOND, true, 1],
    [3, 1, '203.0.113.7', SECOND, false, 1],
  ]);
});

it('by consumer and by account: their number and their hash', () => {
  const row = call({ consumerId: 12, accountHash: Buffer.alloc(16, 0xab) });
  const policies = (['consumer', 'account'] as const).map((key, index) => ({ ...POLICY, id: index + 1, key }));
  expect(counted([row], policies)).toEqual([
    [1, 1, '12', SECOND, false, 1],
    [2, 1, 'ab'.repeat(16), SECOND, false, 1],
  ]);
});

it('adds nothing without policies', () => {
  expect(counted([call()], [])).toEqual([]);
});
