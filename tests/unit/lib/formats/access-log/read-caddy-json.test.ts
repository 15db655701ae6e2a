import { expect, it } from 'vitest';
import { entryOf, problemOf } from './parse';

const AT_MS = Date.UTC(2026, 2, 4, 9, 30, 15);
const request = {
  remote_ip: '10.0.0.2',
  remote_port: '40112',
  client_ip: '192.0.2.7',
  proto: 'HTTP/2.0',
  method: 'GET',
  host: 'shop.test',
  uri: '/orders?page=2',
  headers: { 'User-Agent': ['curl/8.5.0', 'other'], Accept: ['*/*'] },
};
const fields = {
  level: 'info',
  ts: 1_772_616_615.25,
  logger: 'http.log.access.log0',
  msg: 'handled request',
  request,
  bytes_read: 12,
  user_id: 'ada',
  duration: 0.0125,
  size: 2048,
  status: 200,
  resp_headers: { Server: ['Caddy'] },
};
const line = (changes: object = {}): string => JSON.stringify({ ...fields, ...changes });

// a line of Caddy
it('gives every field; the client is the one behind trusted proxies', () => {
  expect(entryOf(line())).toEqual({
    format: 'caddy-json',
    host: '192.0.2.7',
    user: 'ada',
    atMs: AT_MS + 250,
    durationMs: 12.5,
    method: 'GET',
    path: '/orders?page=2',
    status: 200,
    requestBytes: 12,
    responseBytes: 2_048,
    userAgent: 'curl/8.5.0',
    traceId: null,
  });
});

it.each<[object, object]>([
  [{ ts: '2026-03-04T09:30:15.25Z' }, { atMs: AT_MS + 250 }],
  [{ ts: '2026-03-04T10:30:15.25+0100' }, { atMs: AT_MS + 250 }],
  [{ ts: 1_772_616_615_250 }, { atMs: AT_MS + 250 }],
  [{ ts: 1_772_616_615_250_000_000 }, { atMs: AT_MS + 250 }],
  [{ duration: '1m2.5s' }, { durationMs: 62_500 }],
  [{ duration: '350µs' }, { durationMs: 0.35 }],
  [{ duration: 'soon' }, { durationMs: null }],
  [{ user_id: '' }, { user: null }],
  [{ request: { ...request, client_ip: undefined } }, { host: '10.0.0.2' }],
  [
    { request: { ...request, client_ip: undefined, remote_ip: undefined, remote_addr: '[2001:db8::7]:40112' } },
    { host: '2001:db8::7' },
  ],
  [{ request: { ...request, headers: { 'user-agent': [] } } }, { userAgent: null }],
  [{ request: { ...request, method: 'OPTIONS', uri: '*' } }, { method: 'OPTIONS', path: '/*' }],
])('reads %j', (changes, expected) => {
  const { durationMs, ...entry } = entryOf(line(changes));
  const rounded = durationMs === null ? null : Math.round(durationMs * 1e6) / 1e6;
  expect({ ...entry, durationMs: rounded }).toMatchObject(expected);
});

it.each<[object, string]>([
  [{ logger: 'http.log.error.log0', msg: 'dial tcp: refused' }, 'not_a_log_line'], // told by the access log as well
  [{ logger: 'http.handlers.reverse_proxy' }, 'not_a_log_line'],
  [{ ts: null }, 'invalid_time'],
  [{ ts: '2026/03/04 09:30:15' }, 'invalid_time'], // says no offset
  [{ status: 0 }, 'invalid_status'],
  [{ request: {} }, 'no_request'],
  [{ request: [] }, 'no_request'],
  [{ request: { ...request, uri: 'orders' } }, 'invalid_request'],
])('says why it is none: %j', (changes, problem) => {
  expect(problemOf(line(changes))).toBe(problem);
});
