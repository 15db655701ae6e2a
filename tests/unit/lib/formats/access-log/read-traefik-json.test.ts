import { expect, it } from 'vitest';
import { entryOf, problemOf } from './parse';

const AT_MS = Date.UTC(2026, 2, 4, 9, 30, 15);
const fields = {
  ClientAddr: '10.0.0.2:40112',
  ClientHost: '203.0.113.9, 192.0.2.7',
  ClientPort: '40112',
  ClientUsername: 'ada',
  DownstreamContentSize: 2048,
  DownstreamStatus: 201,
  Duration: 12_500_000,
  OriginContentSize: 4096,
  OriginStatus: 200,
  RequestContentSize: 12,
  RequestCount: 18,
  RequestHost: 'shop.test',
  RequestMethod: 'POST',
  RequestPath: '/orders?page=2',
  RequestProtocol: 'HTTP/1.1',
  StartLocal: '2026-03-04T10:30:15.25+01:00',
  StartUTC: '2026-03-04T09:30:15.250000001Z',
  TraceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  level: 'info',
  msg: '',
  'request_User-Agent': 'curl/8.5.0',
  time: '2026-03-04T09:30:15Z',
};
const line = (changes: object = {}): string => JSON.stringify({ ...fields, ...changes });

// a line of JSON of Traefik
it('gives every field; it finished when it had begun and lasted', () => {
  const { atMs, ...entry } = entryOf(line());
  expect(atMs).toBeCloseTo(AT_MS + 262.5, 3);
  expect(entry).toEqual({
    format: 'traefik-json',
    host: '192.0.2.7',
    user: 'ada',
    durationMs: 12.5,
    method: 'POST',
    path: '/orders?page=2',
    status: 201,
    requestBytes: 12,
    responseBytes: 2_048,
    userAgent: 'curl/8.5.0',
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  });
});

it.each<[object, object]>([
  [{ StartUTC: undefined, StartLocal: undefined }, { atMs: AT_MS }],
  [{ Duration: undefined }, { atMs: AT_MS, durationMs: null }],
  [{ ClientHost: undefined }, { host: '10.0.0.2' }],
  [
    { DownstreamStatus: undefined, DownstreamContentSize: undefined },
    { status: 200, responseBytes: 4_096 },
  ],
  [{ ClientUsername: '-' }, { user: null }],
])('reads %j', (changes, expected) => {
  expect(entryOf(line(changes))).toMatchObject(expected);
});

it.each<[object, string]>([
  [{ StartUTC: undefined, StartLocal: undefined, time: undefined }, 'invalid_time'],
  [{ RequestMethod: '-' }, 'no_request'],
  [{ RequestPath: undefined }, 'no_request'],
  [{ DownstreamStatus: 0 }, 'invalid_status'],
])('says why it is none: %j', (changes, problem) => {
  expect(problemOf(line(changes))).toBe(problem);
});
