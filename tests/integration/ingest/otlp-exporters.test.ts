import { createServer, request as forward } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startOtlpHost, type HostSpan, type OtlpHost, type Told } from '../../support/otlp-rig';
import { waitFor } from '../../support';
import { row, startIngest, type IngestWorld } from './harness';

const HASH = '5c820b4a5aac8f31eb6741825bfecb8e';
const json = (body: object): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

/** Two refused logins, one that is not, an error, a path without a route, a nested router and more. */
async function visit(host: OtlpHost): Promise<void> {
  await host.ask('/users/7?secret=1');
  await host.ask('/users/8');
  await host.ask('/relay');
  await host.ask('/nothing/12');
  await host.ask('/broken');
  await host.ask('/slow/30');
  await host.ask('/orders/5', { method: 'DELETE' });
  await host.ask('/login', json({ password: 'wrong', hash: HASH }));
  await host.ask('/login', json({ password: 'right', hash: HASH }));
}

const STORED = `
  select encode(trace_id, 'hex') as trace, p.route, path, status, duration_us as us,
         (extract(epoch from finished_at) * 1000000)::bigint::float8 as "finishedUs", host(caller) as caller
    from call left join endpoint p on (p.project_id, p.id) = (call.project_id, endpoint_id)`;

/** The call that a span is to become. */
const callOf = ({ traceId, attributes, startUs, endUs }: HostSpan) => ({
  trace: traceId,
  route: attributes['http.route'] ?? '__other__',
  path: attributes['url.path'],
  status: attributes['http.response.status_code'],
  us: endUs - startUs,
  finishedUs: endUs,
  caller: '127.0.0.1',
});

async function storedCalls(world: IngestWorld) {
  const { rows } = await world.storage.query<Record<string, unknown>>(STORED);
  // a path that is the route itself is stored once
  return rows.map((stored) => ({ ...stored, path: stored.path ?? stored.route }));
}

const sorted = (calls: object[]): string[] => calls.map((call) => JSON.stringify(call)).sort();

async function expectEachOnce(world: IngestWorld, told: Told): Promise<void> {
  expect(told.exports.map(({ ok }) => ok)).toEqual(told.exports.map(() => true));
  expect(sorted(await storedCalls(world))).toEqual(sorted(told.spans.map(callOf)));
}

it.each([
  ['http', undefined],
  ['http', 'gzip'],
  ['proto', undefined],
  ['proto', 'gzip'],
] as const)('every server span of the %s exporter (compression %s) is one call', async (protocol, compression) => {
  const world = await startIngest();
  const host = await startOtlpHost({
    url: world.url,
    key: world.ingestKey,
    protocol,
    ...(compression && { compression }),
  });
  await visit(host);
  const told = await host.flush();
  expect(told.spans).toHaveLength(10);
  expect(told.warnings).toEqual([]);
  await expectEachOnce(world, told);
  expect(world.counted.ignored).toBe((told.exports[0]?.spans ?? 0) - 10);
  const { rows } = await world.storage.query(
    `select flags, encode(account_hash, 'hex') as account, c.name as consumer, p.is_login as login, u.value as agent
       from call join endpoint p on p.id = endpoint_id join consumer c on c.id = consumer_id join user_agent u on u.id = user_agent_id
      order by flags`,
  );
  const login = { account: HASH, consumer: 'acme', login: true, agent: 'node' };
  expect(rows).toEqual([
    { flags: 1, ...login },
    { flags: 2, ...login },
  ]);
});

// what the exporter must try again
it('stores a refused export once the quota is open again: 429 with Retry-After', async () => {
  const world = await startIngest();
  await world.storage.query('update project set quota_per_minute = 600');
  const host = await startOtlpHost({ url: world.url, key: world.ingestKey, protocol: 'proto' });
  await visit(host);
  await world.post({ calls: Array.from({ length: 640 }, () => row()) });
  const told = await host.flush();
  expect(world.counted.refusals).toContainEqual(expect.objectContaining({ reason: 'quota' }));
  expect(told.exports).toMatchObject([{ ok: true }]);
  expect(await world.count('select count(*) from call where trace_id is not null')).toBe(10);
});

it('stores a refused export once there is room again: 503 with Retry-After', async () => {
  const world = await startIngest({ inFlightBytes: 100_000 });
  const host = await startOtlpHost({ url: world.url, key: world.ingestKey, protocol: 'http' });
  await visit(host);
  // a post that sends nearly all that a project may hold, and does not end
  const { port } = new URL(world.url);
  const slow = connect(Number(port), '127.0.0.1');
  slow.write(
    `POST / HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${world.ingestKey}\r\ncontent-length: 99000\r\n\r\n${' '.repeat(65_700)}`,
  );
  await waitFor(async () => (await world.post({ calls: [row()] }, { 'idempotency-key': 'one' })).status === 202);
  await waitFor(async () => (await world.post(`{"calls":[]}${' '.repeat(2_000)}`)).status === 503);
  const flushed = host.flush();
  const overloaded = () => world.counted.refusals.filter((it) => Reflect.get(Object(it), 'reason') === 'overloaded');
  const before = overloaded().length;
  await waitFor(() => overloaded().length > before);
  slow.destroy();
  const told = await flushed;
  await world.storage.query('delete from call where trace_id is null');
  await expectEachOnce(world, told);
});

/** Passes posts on, but cuts the connection of the first before its answer gets through. */
async function loseFirstAnswer(target: string): Promise<{ url: string; passed: () => number }> {
  let passed = 0;
  const server = createServer((req, res) => {
    const onward = forward(new URL(req.url ?? '', target), { method: 'POST', headers: req.headers }, (answer) => {
      passed += 1;
      if (passed === 1) return void answer.resume().on('end', () => req.socket.destroy());
      res.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(res);
    });
    req.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, passed: () => passed };
}

it.each(['http', 'proto'] as const)('an export of %s whose answer was lost is stored once', async (protocol) => {
  const world = await startIngest();
  const { url, passed } = await loseFirstAnswer(world.url);
  const host = await startOtlpHost({ url, key: world.ingestKey, protocol });
  await visit(host);
  const told = await host.flush();
  expect(passed()).toBe(2);
  await expectEachOnce(world, told);
});

// what the exporter must not try again
it.each(['http', 'proto'] as const)(
  'tells the owner of a partial success by %s, and stores the rest',
  async (protocol) => {
    const world = await startIngest();
    const host = await startOtlpHost({ url: world.url, key: world.ingestKey, protocol });
    await host.ask('/users/7');
    await host.ask('/login', json({ password: 'right', hash: 'ada@example.com' }));
    const told = await host.flush();
    expect(told.exports).toMatchObject([{ ok: true }]);
    expect(told.warnings).toEqual([expect.stringMatching(/"rejectedSpans":"?1"?.*invalid_account \(1\)/)]);
    expect(await world.count('select count(*) from call')).toBe(1);
  },
);

it('takes the environment of the resource where the project has it, and refuses calls of another', async () => {
  const world = await startIngest();
  const common = { url: world.url, key: world.ingestKey, protocol: 'proto' } as const;
  const known = await startOtlpHost({ ...common, environment: 'Archive' });
  await known.ask('/users/7');
  await known.flush();
  const { rows } = await world.storage.query(
    'select e.slug from call join environment e on e.id = environment_id and e.project_id = call.project_id',
  );
  expect(rows).toEqual([{ slug: 'archive' }]);
  const unknown = await startOtlpHost({ ...common, environment: 'moon' });
  await unknown.ask('/users/7');
  expect((await unknown.flush()).warnings).toEqual([expect.stringContaining('unknown_environment (1)')]);
  expect(await world.count('select count(*) from call')).toBe(1);
});

it.each([undefined, 'gzip'] as const)('gives up on an export beyond 20 MiB (compression %s)', async (compression) => {
  const world = await startIngest();
  const host = await startOtlpHost({
    url: world.url,
    key: world.ingestKey,
    protocol: 'proto',
    ...(compression && { compression }),
  });
  await host.ask('/big');
  const told = await host.flush();
  expect(told.exports).toEqual([{ ok: false, spans: expect.any(Number), status: 413 }]);
  expect(world.counted.refusals).toHaveLength(1);
});

it('gives up with a wrong key', async () => {
  const world = await startIngest();
  const host = await startOtlpHost({ url: world.url, key: 'cwk_wrong', protocol: 'http' });
  await host.ask('/users/7');
  expect((await host.flush()).exports).toMatchObject([{ ok: false, status: 401 }]);
  expect(world.counted.refusals).toHaveLength(1);
});
