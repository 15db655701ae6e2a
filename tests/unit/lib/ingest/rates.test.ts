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
const all = (rows: CallRow[], policies: CountedPolicy[] = [POLICY], most?: number) =>
  ratesOf([{ rows, firstId: 9 * 65_536, archives: new Set([8]), policies }], most);
const counted = async (rows: CallRow[], policies?: CountedPolicy[]) =>
  (await all(rows, policies)).rows.map(({ policies: of, environmentId, key, second, backfill, calls }) => [
    ...of.map(({ id }) => id),
    environmentId,
    key,
    second,
    backfill,
    calls,
  ]);
const SECOND = SECOND_MS / 1000;

it('counts by key and the second of the finish', async () => {
  const rows = [call(), call({ finishedAtUs: SECOND_MS * 1000 + 999_999 }), call({ caller: '198.51.100.4' })];
  expect(await counted([...rows, call({ finishedAtUs: (SECOND_MS + 1_000) * 1000 })])).toEqual([
    [3, 1, '203.0.113.7', SECOND, false, 2],
    [3, 1, '198.51.100.4', SECOND, false, 1],
    [3, 1, '203.0.113.7', SECOND + 1, false, 1],
  ]);
  expect((await all([call()])).rows).toMatchObject([{ projectId: 4, flushNo: 9n, policies: [{ id: 3, version: 2 }] }]);
});

it('takes the /64 of an IPv6 address for one caller', async () => {
  expect(await counted([call({ caller: '2001:db8::1' }), call({ caller: '2001:db8::2' })])).toEqual([
    [3, 1, '2001:db8::/64', SECOND, false, 2],
  ]);
});

it.each([
  ['another endpoint', { endpointId: 7 }],
  ['another environment', { environmentId: 2 }],
])('leaves out calls of %s', async (_, change) => {
  expect(await counted([call()], [{ ...POLICY, ...change }])).toEqual([]);
});

it.each([
  ['that a response action of ours refused', { flags: FLAG.enforced, status: 429 }],
  ['of an archive', { environmentId: 8 }],
  ['that name no caller', { caller: null }],
])('leaves out calls %s', async (_, change) => {
  expect(await counted([call(change)])).toEqual([]);
});

it('counts backfill apart, and answers 429 like any other', async () => {
  expect(await counted([call({ traits: TRAIT.backfill }), call({ status: 429 })])).toEqual([
    [3, 1, '203.0.113.7', SECOND, true, 1],
    [3, 1, '203.0.113.7', SECOND, false, 1],
  ]);
});

it('by consumer and by account: their number and their hash', async () => {
  const row = call({ consumerId: 12, accountHash: Buffer.alloc(16, 0xab) });
  const policies = (['consumer', 'account'] as const).map((key, index) => ({ ...POLICY, id: index + 1, key }));
  expect(await counted([row], policies)).toEqual([
    [1, 1, '12', SECOND, false, 1],
    [2, 1, 'ab'.repeat(16), SECOND, false, 1],
  ]);
});

it('adds nothing without policies', async () => {
  expect(await counted([call()], [])).toEqual([]);
});

it('counts once for policies that count alike: no more rows than calls, whatever the number of policies', async () => {
  const policies = Array.from({ length: 50 }, (_, id) => ({ ...POLICY, id, endpointId: id % 3 === 0 ? 2 : null }));
  const rows = Array.from({ length: 100 }, (_, n) =>
    call({ caller: `203.0.113.${n}`, endpointId: n % 2 === 0 ? 2 : 5 }),
  );
  const { rows: made } = await all(rows, policies);
  expect(made).toHaveLength(100);
  expect([made[0]?.policies.length, made[1]?.policies.length]).toEqual([50, 33]);
});

it('keeps the rows of the most calls when there are more than the bound, and says how many it left out', async () => {
  const rows = [...Array(9).keys()].flatMap((n) => Array(n + 1).fill(call({ caller: `203.0.113.${n}` })));
  const { rows: kept, dropped } = await all(rows, [POLICY], 3);
  expect([kept.map(({ calls }) => calls), dropped]).toEqual([[9, 8, 7], 6]);
});
