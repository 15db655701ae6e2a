import { expect, it } from 'vitest';
import { entryOf, problemOf } from './parse';

const AT_MS = Date.UTC(2026, 2, 4, 9, 30, 15);
const fields = {
  time_iso8601: '2026-03-04T10:30:15+01:00',
  remote_addr: '192.0.2.7',
  remote_user: 'ada',
  request: 'PUT /orders/7?note=x HTTP/2.0',
  status: '204',
  body_bytes_sent: '18',
  request_length: 512,
  request_time: '0.021',
  upstream_response_time: '0.020',
  http_user_agent: 'curl/8.5.0',
  http_x_forwarded_for: '203.0.113.9',
};
const line = (changes: object = {}): string => JSON.stringify({ ...fields, ...changes });

// a line of JSON of nginx
it('gives every field, and leaves alone what the client says of its address', () => {
  expect(entryOf(line())).toEqual({
    format: 'nginx-json',
    host: '192.0.2.7',
    user: 'ada',
    atMs: AT_MS,
    durationMs: 21,
    method: 'PUT',
    path: '/orders/7?note=x',
    status: 204,
    requestBytes: 512,
    responseBytes: 18,
    userAgent: 'curl/8.5.0',
    traceId: null,
  });
});

it.each<[object, object]>([
  [
    { request: undefined, request_method: 'get', request_uri: '/a' },
    { method: 'GET', path: '/a' },
  ],
  [
    { request: undefined, method: 'GET', uri: '/b' },
    { method: 'GET', path: '/b' },
  ],
  [{ time_iso8601: undefined, time_local: '04/Mar/2026:09:30:15 +0000' }, { atMs: AT_MS }],
  [{ time_iso8601: undefined, msec: '1772616615.250' }, { atMs: AT_MS + 250 }],
  [{ time_iso8601: undefined, '@timestamp': '2026-03-04T09:30:15.5Z' }, { atMs: AT_MS + 500 }],
  [
    { status: 200, body_bytes_sent: 5 },
    { status: 200, responseBytes: 5 },
  ],
  [{ remote_user: '-' }, { user: null }],
  [
    { remote_user: '', request_time: '-0.001' },
    { user: null, durationMs: null },
  ],
  [
    { body_bytes_sent: '-', request_time: '' },
    { responseBytes: null, durationMs: null },
  ],
  [{ http_user_agent: 'a\u0000b\ud800' }, { userAgent: 'a\uFFFDb\uFFFD' }],
  [
    { http_traceparent: '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01' },
    { traceId: '4bf92f3577b34da6a3ce929d0e0e4736' },
  ],
  [{ otel_trace_id: '0'.repeat(32) }, { traceId: null }],
])('reads %j', (changes, expected) => {
  expect(entryOf(line(changes))).toMatchObject(expected);
});

it('is mended where a log_format forgot escape=json', () => {
  const raw = `{"time_iso8601":"2026-03-04T09:30:15+00:00","remote_addr":"192.0.2.7","request":"GET /gr\\xC3\\xBCn HTTP/1.1","status":200,"bytes":-,"request_time":0.004,"urt": ,"http_user_agent":"a \\x22b\\x22 c:,\\x5C"}`;
  expect(entryOf(raw)).toMatchObject({ path: '/grün', userAgent: 'a "b" c:,\\', responseBytes: null, durationMs: 4 });
});

it.each([
  [line({ time_iso8601: 'today' }), 'invalid_time'],
  [line({ time_iso8601: undefined }), 'invalid_time'],
  [line({ request: '' }), 'no_request'],
  [line({ request: '\u0016\u0003\u0001' }), 'invalid_request'],
  [line({ status: '000' }), 'invalid_status'],
  [line({ status: 20.5 }), 'invalid_status'],
  [line().slice(0, 80), 'invalid_json'],
  ['{"level":"info","msg":"ready","time":"2026-03-04T09:30:15Z"}', 'not_a_log_line'],
  ['{}', 'not_a_log_line'],
])('says why it is none: %s', (text, problem) => {
  expect(problemOf(text)).toBe(problem);
});
