import { expect, test } from 'vitest';
import { TailLines } from '../../../../lib/explorer/tail/tail-lines';
import type { CallItem } from '../../../../lib/shared';

const call = (id: number): CallItem => ({
  id: String(id),
  environment: 'production',
  startedAt: null,
  finishedAt: '2026-11-24T12:00:00.000Z',
  method: 'GET',
  route: '/',
  endpointId: 2,
  path: '/',
  status: 200,
  durationMs: null,
  caller: null,
  consumer: null,
  userAgent: null,
  contentType: null,
  requestBytes: 0,
  responseBytes: 0,
  accountHash: null,
  loginOutcome: null,
  marks: [],
  traceId: null,
  errorClass: null,
});
const calls = (from: number, count: number): CallItem[] => Array.from({ length: count }, (_, at) => call(from + at));

test('no second holds more than 50 calls, and all that wait are shown in their order', () => {
  const lines = new TailLines();
  lines.add(calls(0, 250), 0);
  const shown: { atMs: number; id: string }[] = [];
  for (let atMs = 0; atMs < 10_000; atMs += 250) {
    for (const { id } of lines.next(atMs)?.calls ?? []) shown.push({ atMs, id });
  }
  expect(shown.map(({ id }) => Number(id))).toEqual(Array.from({ length: 250 }, (_, at) => at));
  for (const { atMs } of shown) {
    expect(shown.filter((other) => other.atMs > atMs - 1_000 && other.atMs <= atMs).length).toBeLessThanOrEqual(50);
  }
});

test('what is skipped is told once it is more, also without calls', () => {
  const lines = new TailLines();
  expect(lines.next(0)).toBeNull();
  lines.add(calls(0, 2), 7);
  expect(lines.next(1)).toMatchObject({ shown: 2, skipped: 7 });
  expect(lines.next(2)).toBeNull();
  lines.add([], 3);
  expect(lines.next(3)).toEqual({ calls: [], shown: 2, skipped: 10 });
});

test('room is what can wait', () => {
  const lines = new TailLines();
  expect(lines.room).toBe(250);
  lines.add(calls(0, 100), 0);
  expect(lines.room).toBe(150);
  lines.next(0);
  expect(lines.room).toBe(200);
});
