import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  aggregate,
  decodePending,
  emptyTotals,
  encodePending,
  lastCallsOf,
  mergePending,
} from '../../../../lib/rollups';
import type { EnvironmentTotals, PendingTotals } from '../../../../lib/rollups';
import type { CallRow } from '../../../../lib/storage';

const call: fc.Arbitrary<CallRow> = fc.record({
  projectId: fc.constant(1),
  environmentId: fc.integer({ min: 1, max: 3 }),
  finishedAtUs: fc.integer({ min: 1_764_000_000_000_000, max: 1_764_100_000_000_000 }),
  endpointId: fc.integer({ min: 1, max: 2_000_000_000 }),
  consumerId: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4 })),
  userAgentId: fc.constant(0),
  durationUs: fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 2_147_483_647 })),
  requestBytes: fc.integer({ min: 0, max: 2_147_483_647 }),
  responseBytes: fc.integer({ min: 0, max: 2_147_483_647 }),
  status: fc.constantFrom(101, 200, 204, 301, 401, 404, 429, 500, 599),
  flags: fc.integer({ min: 0, max: 7 }),
  traits: fc.constant(1),
  caller: fc.oneof(fc.constant(null), fc.ipV4(), fc.constant('2001:db8::1')),
  path: fc.constant(null),
  traceId: fc.constant(null),
  accountHash: fc.constant(null),
  attrs: fc.constant(null),
  retryAfterSeconds: fc.constant(-1),
});
const calls = fc.array(call, { maxLength: 60 });

const TABLES = ['endpoints', 'consumers', 'callers', 'endpointConsumers', 'consumerCallers', 'latency'] as const;

/** A row as text, with what it refers to in the place of indexes, which depend on the order. */
function lineOf(
  { callers }: PendingTotals,
  tables: EnvironmentTotals,
  { name, row }: { name: (typeof TABLES)[number]; row: number },
): string {
  const table = tables[name];
  const key = Array.from({ length: table.keyWidth }, (_, part): string | number => table.key(row, part));
  if (name === 'callers') key[1] = callers[Number(key[1])] ?? '?';
  if (name === 'consumerCallers') key[2] = callers[Number(key[2])] ?? '?';
  if (name === 'latency') key[0] = [0, 1].map((part) => tables.endpoints.key(Number(key[0]), part)).join('/');
  const values = Array.from({ length: table.valueWidth }, (_, column) => table.value(row, column));
  const last = name === 'endpoints' ? tables.endpointMillis : name === 'consumers' ? tables.consumerMillis : null;
  return `${name} ${key.join(' ')}: ${values.join(' ')} ${last?.at(row) ?? ''} ${table.marks[row] ?? ''}`;
}

/** Everything in the totals, whatever order it was seen in. */
function contentOf(totals: PendingTotals): string[] {
  const lines = [...totals.environments].flatMap(([id, tables]) =>
    TABLES.flatMap((name) =>
      Array.from({ length: tables[name].size }, (_, row) => `${id} ${lineOf(totals, tables, { name, row })}`),
    ),
  );
  return lines.sort();
}

function merged(...parts: PendingTotals[]): PendingTotals {
  const into = emptyTotals();
  for (const part of parts) mergePending(into, part);
  return into;
}

test('a blob gives back what was packed', () => {
  fc.assert(
    fc.property(calls, (rows) => {
      const totals = aggregate(rows);
      expect(contentOf(decodePending(encodePending(totals)))).toEqual(contentOf(totals));
    }),
  );
});

test('how calls are cut into flushes, and in what order those are merged, changes nothing', () => {
  fc.assert(
    fc.property(calls, calls, calls, (a, b, c) => {
      const [x, y, z] = [aggregate(a), aggregate(b), aggregate(c)];
      const whole = contentOf(aggregate([...a, ...b, ...c]));
      expect(contentOf(merged(x, y, z))).toEqual(whole);
      expect(contentOf(merged(merged(z, x), y))).toEqual(whole);
    }),
  );
});

test('the last call of every endpoint and consumer is known to the millisecond, however calls are cut into flushes', () => {
  fc.assert(
    fc.property(calls, calls, (a, b) => {
      const rows = [...a, ...b];
      const lastOf = (idOf: (row: CallRow) => number): Map<number, number> => {
        const last = new Map<number, number>();
        for (const row of rows) {
          const atMs = Math.floor(row.finishedAtUs / 1_000);
          if (idOf(row) !== 0) last.set(idOf(row), Math.max(last.get(idOf(row)) ?? 0, atMs));
        }
        return last;
      };
      const packed = [a, b].map((part) => decodePending(encodePending(aggregate(part))));
      for (const found of [lastCallsOf(packed), lastCallsOf([merged(...packed)])]) {
        expect(found.endpoints).toEqual(lastOf(({ endpointId }) => endpointId));
        expect(found.consumers).toEqual(lastOf(({ consumerId }) => consumerId));
      }
    }),
  );
});

test('a damaged blob or one of another version is refused', () => {
  const blob = encodePending(aggregate(fc.sample(call, 50)));
  expect(() => decodePending(Buffer.from([9, ...blob.subarray(1)]))).toThrow('version 9');
  expect(() => decodePending(blob.subarray(0, 20))).toThrow();
});
