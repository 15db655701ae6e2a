import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Call } from '../../../../sdk/src/core';
import { encodeBatch, hashAccount } from '../../../../sdk/src/core/send/encode';
import { ACCOUNT_HASH_VECTORS, type WireBatch } from '../../../../sdk/src/wire';
import { ACCOUNT_KEY, call } from './world';

const head = { batchId: 'b', sdk: 's', instance: 'i', version: undefined, dropped: {}, routes: undefined };
const redaction = { allowedQuery: new Set<string>(), accountKey: ACCOUNT_KEY };

/** What a server reads back, in the shape of a captured call. */
function decode({ dict, calls }: WireBatch): Partial<Call>[] {
  const look = (values: string[] | undefined, index = -1) => values?.[index];
  return calls.status.map((status, row) => ({
    startedAtMs: calls.startedAtMs[row] ?? 0,
    durationUs: calls.durationUs[row] ?? 0,
    method: look(dict.methods, calls.method[row]) ?? '',
    route: look(dict.routes, calls.route[row]),
    status,
    requestBytes: calls.requestBytes?.[row] ?? -1,
    responseBytes: calls.responseBytes?.[row] ?? -1,
    caller: look(dict.callers, calls.caller?.[row]),
    consumer: look(dict.consumers, calls.consumer?.[row]),
    trace: look(dict.traces, calls.trace?.[row]),
    error: look(dict.errors, calls.error?.[row]),
    login: calls.login?.[row] ?? 0,
    marks: calls.marks?.[row] ?? 0,
    contentType: calls.contentType?.[row] ?? 0,
    retryAfter: calls.retryAfter?.[row] ?? -1,
  }));
}

const maybe = (...values: string[]) => fc.constantFrom(undefined, ...values);
const plainCall = fc.record({
  startedAtMs: fc.integer({ min: 1e12, max: 2e12 }),
  durationUs: fc.nat(),
  method: fc.constantFrom('GET', 'POST'),
  route: maybe('/', '/a/:b'),
  status: fc.integer({ min: 100, max: 599 }),
  requestBytes: fc.integer({ min: -1, max: 1e9 }),
  responseBytes: fc.integer({ min: -1, max: 1e9 }),
  caller: maybe('203.0.113.7', '2001:db8::1'),
  consumer: maybe('acme', 'globex'),
  trace: maybe('4bf92f3577b34da6a3ce929d0e0e4736'),
  error: maybe('RangeError'),
  login: fc.nat({ max: 3 }),
  marks: fc.nat({ max: 31 }),
  contentType: fc.nat({ max: 7 }),
  retryAfter: fc.integer({ min: -1, max: 100 }),
});

test('a batch gives every call back, whatever columns were left out', () => {
  const comesBack = fc.property(fc.array(plainCall, { maxLength: 30 }), (calls) => {
    const sent: unknown = JSON.parse(
      JSON.stringify(
        encodeBatch(
          calls.map((change) => call(change)),
          head,
          redaction,
        ),
      ),
    );
    expect(decode(sent as WireBatch)).toEqual(calls);
  });
  fc.assert(comesBack, { numRuns: 300 });
});

test('the path goes along only when the route does not say it', () => {
  const calls = [call({ path: '/users/42?x=1' }), call({ path: '/health?x=1', route: '/health' })];
  const { dict, calls: columns } = encodeBatch(calls, head, redaction);
  expect(dict.paths).toEqual(['/users/42']);
  expect(columns.path).toEqual([0, -1]);
});

test('columns without a value are left out', () => {
  const { dict, calls } = encodeBatch(
    [call({ caller: undefined, userAgent: undefined, responseBytes: -1 })],
    head,
    redaction,
  );
  expect(Object.keys(calls).sort()).toEqual([
    'durationUs',
    'method',
    'path',
    'requestBytes',
    'route',
    'startedAtMs',
    'status',
  ]);
  expect(Object.keys(dict).sort()).toEqual(['methods', 'paths', 'routes']);
});

test.each(ACCOUNT_HASH_VECTORS)('the account hash of %j is the one of the wire contract', (account, hash) => {
  expect(hashAccount(ACCOUNT_KEY, account)).toBe(hash);
});

test('a batch of 500 calls takes at most 60 bytes a call, gzipped', () => {
  const random = (seed: number) => ((seed * 2_654_435_761) >>> 0) / 2 ** 32;
  const calls = Array.from({ length: 500 }, (_, row) =>
    call({
      startedAtMs: 1_700_000_000_000 + row * 2 + Math.floor(random(row) * 3),
      durationUs: 500 + Math.floor(random(row + 1000) * 90_000),
      route: ['/users/:id', '/orders', '/search', '/cart/items/:item', '/health'][row % 5],
      path: row % 5 === 0 ? `/users/${Math.floor(random(row) * 1e5)}` : '/x',
      status: random(row + 7) < 0.05 ? 404 : 200,
      responseBytes: Math.floor(random(row + 9) * 5000),
      caller: `203.0.113.${Math.floor(random(row + 3) * 200)}`,
      consumer: `customer-${Math.floor(random(row + 4) * 50)}`,
      userAgent: `client/${Math.floor(random(row + 5) * 20)}.0`,
    }),
  );
  const bytesPerCall = gzipSync(JSON.stringify(encodeBatch(calls, head, redaction))).length / calls.length;
  expect(bytesPerCall).toBeLessThanOrEqual(60);
});
