import { expect, test } from 'vitest';
import { incidentsOf } from '../../../../components/calls/detail/incidents-of';
import { countWords } from '../../../../components/calls/explorer/count-words';
import { zoomedOut } from '../../../../components/calls/explorer/zoom';
import { countRows } from '../../../../components/calls/export/count-rows';
import { cameSince, NO_TAIL, TAIL_ROWS, withEvent } from '../../../../components/calls/tail/tail-state';
import type { CallItem, IncidentItem } from '../../../../lib/shared';

const call = (change: Partial<CallItem> = {}): CallItem => ({
  id: '1',
  environment: 'production',
  startedAt: null,
  finishedAt: '2026-11-24T13:00:00.000Z',
  method: 'POST',
  route: '/v1/login',
  endpointId: 7,
  path: '/v1/login',
  status: 401,
  durationMs: 40,
  caller: '203.0.113.84',
  consumer: null,
  userAgent: null,
  contentType: null,
  requestBytes: 0,
  responseBytes: 0,
  accountHash: null,
  loginOutcome: 'failure',
  marks: [],
  traceId: null,
  errorClass: null,
  ...change,
});

const incident: IncidentItem = {
  id: 318,
  title: 'Credential stuffing',
  detector: 'credential_stuffing',
  severity: 'critical',
  state: 'open',
  openedAt: '2026-11-24T12:59:00.000Z',
  updatedAt: '2026-11-24T13:30:00.000Z',
  resolvedAt: null,
  environment: 'production',
  historical: false,
  callCount: 100,
  attack: {
    firstEvidenceAt: '2026-11-24T12:58:00.000Z',
    lastEvidenceAt: '2026-11-24T13:20:00.000Z',
    durationSeconds: 1_320,
    ongoing: false,
    ongoingUntil: '2026-11-24T13:22:00.000Z',
    resolvesAt: null,
  },
  entities: { callers: ['203.0.113.84'], accounts: ['ab'.repeat(16)], endpoints: [], endpointIds: [] },
};

test.each<[string, Partial<CallItem>, number]>([
  ['of its caller during the attack', {}, 1],
  ['of its account from elsewhere', { caller: '192.0.2.1', accountHash: 'ab'.repeat(16) }, 1],
  ['of somebody else', { caller: '192.0.2.1' }, 0],
  ['of nobody known', { caller: null }, 0],
  ['after the attack', { finishedAt: '2026-11-24T13:20:00.001Z' }, 0],
  ['in another environment', { environment: 'staging' }, 0],
])('a call %s belongs to the incident or not', (_, change, found) => {
  expect(incidentsOf(call(change), [incident])).toHaveLength(found);
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('calls of a file are counted however it is cut; line breaks inside a cell are none', () => {
  const csv = countRows('csv');
  expect(['finishedAt,path\n1,"/a', '\nb ""c""\n"\n', '2,/d\n'].map((piece) => csv.take(bytes(piece)))).toEqual([
    0, 1, 2,
  ]);
  const lines = countRows('ndjson');
  expect(['{"a":"x\\n', '"}\n{}', '\n'].map((piece) => lines.take(bytes(piece)))).toEqual([0, 1, 2]);
});

test('the tail stands newest first, keeps its last calls, and tells how many came since it was held', () => {
  const before = withEvent(NO_TAIL, { calls: [call({ id: '1' }), call({ id: '2' })], skipped: 0 });
  expect(before.calls.map(({ id }) => id)).toEqual(['2', '1']);
  const many = Array.from({ length: TAIL_ROWS }, (_, index) => call({ id: `n${index}` }));
  const after = withEvent(before, { calls: many, skipped: 1_204 });
  expect([after.calls.length, after.calls[0]?.id, after.skipped]).toEqual([TAIL_ROWS, `n${TAIL_ROWS - 1}`, 1_204]);
  expect(cameSince(before, after)).toBe(TAIL_ROWS + 1_204);
});

test('zooming out doubles the range and ends with the running minute', () => {
  const minute = 60_000;
  const now = 100 * minute + 1;
  expect(zoomedOut({ from: 20 * minute, to: 40 * minute }, now)).toEqual({ from: 10 * minute, to: 50 * minute });
  expect(zoomedOut({ from: 80 * minute, to: 101 * minute }, now)).toEqual({ from: 69.5 * minute, to: 101 * minute });
});

test('how many calls were found is told beside them, and not of none', () => {
  const all = { total: 1_204, searchedBackTo: null, source: 'rollups' } as const;
  expect([countWords(all, false), countWords(all, true)]).toEqual(['1,204 calls', '1,204 calls, not all kept']);
  expect(countWords({ ...all, source: 'calls' }, true)).toBe('1,204 calls'); // of those that are kept
  const part = { total: 30, searchedBackTo: '2026-11-24T13:00:00.000Z', source: 'calls' } as const;
  expect(countWords(part, false)).toBe('At least 30 calls');
  expect([countWords({ ...all, total: 0 }, false), countWords(undefined, false)]).toEqual([null, null]);
});
