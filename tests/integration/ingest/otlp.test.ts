import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { TRAIT } from '../../../lib/shared';
import { CONTENT_TYPE } from '../../../sdk/src/wire';
import { exportBytes, exportJson, GOOD, NOW_NS, spanBytes, spanJson, type SpanInput } from '../../support/otlp-bytes';
import { GZIP, row, startIngest, type IngestWorld } from './harness';

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';

async function send(world: IngestWorld, body: Buffer | object, headers: Record<string, string> = {}) {
  const isBytes = Buffer.isBuffer(body);
  const response = await fetch(`${world.url}/api/otlp/v1/traces`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.ingestKey}`, 'content-type': isBytes ? PROTOBUF : JSON_TYPE, ...headers },
    body: (isBytes ? body : JSON.stringify(body)) as BodyInit,
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get('content-type'), bytes, headers: response.headers };
}

const jsonOf = ({ bytes }: { bytes: Buffer }): unknown => JSON.parse(bytes.toString());

const STORED = `
  select (extract(epoch from finished_at) * 1000000)::bigint::text as us, duration_us, request_bytes, response_bytes, status, flags,
         traits & ${TRAIT.methodMask} as method, traits >> 4 & 7 as type, host(caller) as caller, path, encode(trace_id, 'hex') as trace,
         encode(account_hash, 'hex') as account, attrs, c.name as consumer, u.value as agent, p.route, p.is_login as login
    from call left join consumer c on c.id = consumer_id left join user_agent u on u.id = user_agent_id
         left join endpoint p on p.id = endpoint_id
   order by finished_at`;
const stored = async (world: IngestWorld) => (await world.storage.query<Record<string, unknown>>(STORED)).rows;

const NEW: SpanInput['attributes'] = {
  'http.request.method': 'POST',
  'http.response.status_code': 401,
  'http.route': '/login/{tenant}',
  'url.path': '/login/acme',
  'client.address': '2001:db8::7',
  'network.peer.address': '10.0.0.1',
  'user_agent.original': 'agent/1',
  'http.request.header.content-type': ['application/json; charset=utf-8', 'text/plain'],
  'http.request.body.size': 31,
  'http.response.body.size': 1_024,
  'error.type': 'BadPassword',
  'enduser.id': 'acme',
  'callwatch.account_hash': '5C820B4A5AAC8F31EB6741825BFECB8E',
  'callwatch.login_outcome': 'failure',
};
const OLD: SpanInput['attributes'] = {
  'http.method': 'POST',
  'http.status_code': '401',
  'http.route': 'login/{tenant}', // as some frameworks write it
  'http.target': '/login/acme?next=%2Fhome',
  'http.client_ip': 'unix:@',
  'net.peer.ip': '2001:db8::7',
  'http.user_agent': 'agent/1',
  'http.request.header.content_type': 'application/json',
  'http.request_content_length': 31,
  'http.response_content_length': 1_024,
  'error.type': 'BadPassword',
  'enduser.id': 'acme',
  'callwatch.account_hash': '5c820b4a5aac8f31eb6741825bfecb8e',
  'callwatch.login_outcome': 'failure',
};

it.each([
  ['the new conventions', 'protobuf', NEW],
  ['the old conventions', 'protobuf', OLD],
  ['the new conventions', 'JSON', NEW],
  ['the old conventions', 'JSON', OLD],
])('keeps every field of a span by %s, in %s', async (_, encoding, attributes) => {
  const world = await startIngest();
  const startNs = NOW_NS() + 123_456n;
  const input = { startNs, endNs: startNs + 2_500_000n, attributes };
  const body = encoding === 'JSON' ? exportJson([spanJson(input)]) : exportBytes([spanBytes(input)]);
  const answer = await send(world, body);
  expect([answer.status, answer.type]).toEqual([200, encoding === 'JSON' ? JSON_TYPE : PROTOBUF]);
  expect(answer.bytes.toString()).toBe(encoding === 'JSON' ? '{}' : '');
  expect(await stored(world)).toEqual([
    {
      us: String((startNs + 2_500_000n) / 1_000n),
      duration_us: 2_500,
      request_bytes: 31,
      response_bytes: 1_024,
      status: 401,
      flags: 2,
      method: 3,
      type: CONTENT_TYPE.json,
      caller: '2001:db8::7',
      path: '/login/acme',
      trace: '0af7651916cd43dd8448eb211c80319c',
      account: '5c820b4a5aac8f31eb6741825bfecb8e',
      attrs: { error: 'BadPassword' },
      consumer: 'acme',
      agent: 'agent/1',
      route: '/login/{tenant}',
      login: true,
    },
  ]);
});

const without = (name: string): Record<string, string | number> =>
  Object.fromEntries(Object.entries(GOOD).flatMap(([key, value]) => (key === name ? [] : [[key, value as string]])));

it('counts spans that are no call, and does not remember an export without calls', async () => {
  const world = await startIngest();
  const others = [0, 1, 3, 4, 5].map((kind) => spanBytes({ kind }));
  const rpc = spanBytes({ attributes: { 'rpc.system': 'grpc' } });
  expect((await send(world, exportBytes([...others, rpc]))).bytes).toHaveLength(0);
  expect(world.counted.ignored).toBe(6);
  expect(await world.count('select count(*) from ingest_batch')).toBe(0);
  await send(world, exportBytes([rpc, spanBytes()]));
  expect(await world.count('select count(*) from call')).toBe(1);
});

it('makes a route of the path where the framework names none, and counts unknown paths together', async () => {
  const world = await startIngest();
  const bare = without('http.route');
  const startNs = NOW_NS();
  const at = (seconds: number, attributes: Record<string, string | number>) =>
    spanBytes({ startNs: startNs + BigInt(seconds) * 1_000_000n, attributes });
  await send(
    world,
    exportBytes([
      at(0, { ...bare, 'url.path': '/users/7' }),
      at(1, { ...without('url.path'), 'http.route': '', 'http.url': 'https://api.example.com/users/8?token=1' }),
      at(2, { ...bare, 'url.path': '/wp-login.php', 'http.response.status_code': 404 }),
      at(3, { ...bare, 'url.path': '/users/9', 'http.request.method': '_OTHER' }),
      at(4, { ...GOOD, 'http.route': 'GET /things/{id}' }),
    ]),
  );
  expect((await stored(world)).map(({ route, path, method }) => [route, path, method])).toEqual([
    ['/users/:id', '/users/7', 1],
    ['/users/:id', '/users/8', 1],
    ['__other__', '/wp-login.php', 1],
    ['/users/:id', '/users/9', 0],
    ['/things/{id}', '/things/7', 1],
  ]);
});

it('keeps the calls of scanners, whatever they ask for or call themselves', async () => {
  const world = await startIngest();
  const bare = { 'http.request.method': 'GET', 'http.response.status_code': 400 };
  const asked: Record<string, string | number>[] = [
    { ...bare, 'http.request.method': 'OPTIONS', 'url.path': '*' },
    { ...bare, 'http.request.method': 'CONNECT', 'http.target': 'example.com:443' },
    { ...bare, 'url.path': '' },
    { ...bare, 'url.path': '/a\0b\ud800' },
    { ...bare, 'url.path': `/${'x'.repeat(20_000)}` },
    {
      ...bare,
      'url.path': '/agent',
      'user_agent.original': `bot\ud800${'x'.repeat(20_000)}`,
      'enduser.id': 'x'.repeat(257),
    },
    { ...bare, 'url.path': '/id', 'enduser.id': 'half\udc00' },
  ];
  const startNs = NOW_NS();
  const spans = asked.map((attributes, at) => spanJson({ startNs: startNs + BigInt(at) * 1_000_000n, attributes }));
  expect(jsonOf(await send(world, exportJson(spans)))).toEqual({});
  const calls = await stored(world);
  expect(calls).toHaveLength(asked.length);
  expect(calls.map(({ consumer }) => consumer)).toEqual(asked.map(() => null));
  expect(calls[3]).toMatchObject({ path: '/a\ufffdb\ufffd' });
  expect(String(calls[4]?.path)).toHaveLength(2_048);
  expect(calls[5]?.agent).toBe(`bot\ufffd${'x'.repeat(508)}`);
  expect(calls.slice(0, 3).map(({ path, route }) => path ?? route)).toEqual(['/*', '/', '/']);
});

it.each([undefined, 0, 999, -1, 'none'])('takes 500 for a span that failed with %s for a status code', async (code) => {
  const world = await startIngest();
  const others = without('http.response.status_code');
  const attributes = code === undefined ? others : { ...others, 'http.response.status_code': code };
  await send(world, exportBytes([spanBytes({ status: 2, attributes })]));
  expect(await stored(world)).toMatchObject([{ status: 500 }]);
});

it('stores k good calls and says in partial_success why m are not taken', async () => {
  const world = await startIngest();
  const startNs = NOW_NS();
  const wrong: [code: string, input: SpanInput][] = [
    ['invalid_status', { attributes: without('http.response.status_code') }],
    ['invalid_status', { attributes: { ...GOOD, 'http.response.status_code': 42 } }],
    ['invalid_route', { attributes: { 'http.method': 'GET', 'http.status_code': 200 } }],
    ['negative_duration', { startNs, endNs: startNs - 5_000n }],
    ['invalid_time', { startNs, endNs: 0n }],
    ['too_old', { startNs: 1_000_000n, endNs: 2_000_000n }],
    ['in_future', { startNs, endNs: startNs + 3_600_000_000_000n }],
    ['invalid_account', { attributes: { ...GOOD, 'callwatch.account_hash': 'ada@example.com' } }],
    ['invalid_login_outcome', { attributes: { ...GOOD, 'callwatch.login_outcome': 'maybe' } }],
  ];
  const inputs: SpanInput[] = [{}, ...wrong.map(([, input]) => input), {}];
  const answer = await send(world, exportJson(inputs.map(spanJson)));
  expect(answer.status).toBe(200);
  expect(jsonOf(answer)).toMatchObject({
    partialSuccess: { rejectedSpans: '9', errorMessage: expect.stringContaining('invalid_status (2): ') },
  });
  expect(await world.count('select count(*) from call')).toBe(2);
  const { rows } = await world.storage.query<{ rejected: { code: string }[] }>('select rejected from ingest_batch');
  expect(rows[0]?.rejected.map(({ code }) => code)).toEqual(wrong.map(([code]) => code));
  const binary = await send(world, exportBytes(wrong.slice(0, 1).map(([, input]) => spanBytes(input))));
  expect([...binary.bytes.subarray(0, 4)]).toEqual([0x0a, binary.bytes.length - 2, 0x08, 1]);
  expect(binary.bytes.toString()).toContain('invalid_status (1): a span needs http.response.status_code');
});

it('stores an export once however often and however packed it comes, and another one beside it', async () => {
  const world = await startIngest();
  const body = exportBytes([spanBytes(), spanBytes({ kind: 1 }), spanBytes({ attributes: { 'http.method': 'GET' } })]);
  const first = await send(world, body);
  const again = await Promise.all([body, body, body].map((bytes) => send(world, bytes)));
  const packed = await send(world, gzipSync(body), GZIP);
  for (const { status, bytes } of [...again, packed]) {
    expect(status).toBe(200);
    expect(bytes).toEqual(first.bytes);
  }
  expect(await world.count('select count(*) from call')).toBe(1);
  await send(world, exportBytes([spanBytes({ startNs: NOW_NS() - 7_000_000n })]));
  expect(await world.count('select count(*) from call')).toBe(2);
});

it('marks POSTs on login endpoints by their status, as it does with rows', async () => {
  const world = await startIngest();
  await world.post({ calls: [row({ method: 'POST', loginOutcome: 'failure' })] });
  const attributes = { ...GOOD, 'http.request.method': 'POST', 'http.response.status_code': 401 };
  await send(world, exportBytes([spanBytes({ attributes })]));
  expect((await stored(world)).map(({ flags }) => flags)).toEqual([2, 2]);
});

it('takes 20 spans that are no calls for one call of the quota', async () => {
  const world = await startIngest();
  await world.storage.query('update project set quota_per_minute = 100');
  const inner = Array.from({ length: 1_900 }, () => spanBytes({ kind: 1 }));
  expect((await send(world, exportBytes(inner))).status).toBe(200);
  expect((await send(world, exportBytes(inner))).status).toBe(200); // 5 are left, and this takes 95
  expect((await send(world, exportBytes([spanBytes()]))).status).toBe(429);
});

// refusals
it('answers errors as google.rpc.Status in the encoding of the request', async () => {
  const world = await startIngest();
  const refusals: [status: number, rpc: number, body: Buffer | object, headers: Record<string, string>][] = [
    [401, 16, exportBytes([spanBytes()]), { authorization: 'Bearer nothing' }],
    [401, 16, exportJson([spanJson()]), { authorization: 'Bearer nothing' }],
    [400, 3, Buffer.from([0x0a, 0x05]), {}],
    [400, 3, { resourceSpans: 5 }, {}],
    [400, 3, exportBytes([spanBytes()]), GZIP],
    [415, 3, exportBytes([spanBytes()]), { 'content-encoding': 'zstd' }],
    [415, 3, exportBytes([spanBytes()]), { 'content-type': 'text/plain' }],
    [413, 3, Buffer.alloc((20 << 20) + 1), {}],
    [413, 3, gzipSync(Buffer.alloc((20 << 20) + 1)), GZIP],
  ];
  for (const [status, rpc, body, headers] of refusals) {
    const answer = await send(world, body, headers);
    const isJson = !Buffer.isBuffer(body) || headers['content-type'] === 'text/plain';
    expect([answer.status, answer.type, answer.headers.get('retry-after')]).toEqual([
      status,
      isJson ? JSON_TYPE : PROTOBUF,
      null,
    ]);
    if (isJson) expect(jsonOf(answer)).toEqual({ code: rpc, message: expect.stringMatching(/\w/) });
    else expect([...answer.bytes.subarray(0, 4)]).toEqual([0x08, rpc, 0x12, answer.bytes.length - 4]);
  }
  expect(await world.count('select count(*) from call')).toBe(0);
});

it('takes an export of nearly 20 MiB, packed or not', async () => {
  const world = await startIngest();
  const note = 'x'.repeat(19 << 20);
  const body = (seconds: bigint) =>
    exportBytes([spanBytes({ startNs: NOW_NS() - seconds * 1_000_000_000n, attributes: { ...GOOD, note } })]);
  expect((await send(world, body(1n))).status).toBe(200);
  expect((await send(world, gzipSync(body(2n)), GZIP)).status).toBe(200);
  expect(await world.count('select count(*) from call')).toBe(2);
});

it('asks to come back with 429 or 503 in 1 to 5 seconds', async () => {
  const world = await startIngest({ inFlightBytes: 1_000 });
  const full = await send(world, exportBytes([spanBytes({ attributes: { ...GOOD, note: 'x'.repeat(2_000) } })]));
  expect([full.status, full.type, full.bytes[1]]).toEqual([503, PROTOBUF, 14]);
  expect(full.headers.get('retry-after')).toMatch(/^[1-5]$/);
  const poor = await startIngest();
  await poor.storage.query('update project set quota_per_minute = 1');
  await send(poor, exportBytes([spanBytes(), spanBytes()]));
  const refused = await send(poor, exportJson([spanJson()]));
  expect([refused.status, jsonOf(refused)]).toMatchObject([429, { code: 8 }]);
  expect(refused.headers.get('retry-after')).toMatch(/^[1-5]$/);
});

it('50 decompression bombs at once are refused without their memory', async () => {
  const world = await startIngest();
  const honest = gzipSync(Buffer.alloc(300 << 20));
  const lying = Buffer.from(honest);
  lying.writeUInt32LE(4_096, lying.length - 4);
  await send(world, exportBytes([spanBytes()]));
  const before = process.memoryUsage().rss;
  const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => send(world, at % 2 ? honest : lying, GZIP)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([413]));
  expect(process.memoryUsage().rss - before).toBeLessThan(128 << 20);
});
