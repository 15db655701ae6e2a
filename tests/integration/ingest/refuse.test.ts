import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { waitFor } from '../../support';
import { bootstrapProject, GZIP, gzip, row, startIngest, wireBatch, type IngestWorld } from './harness';

const UNDECODABLE: [what: string, body: string, status: number][] = [
  ['no JSON', '{"calls":[', 400],
  ['no object', '[]', 400],
  ['nothing', '', 400],
  ['no calls', '{}', 400],
  ['another version', JSON.stringify({ ...wireBatch(1), v: 2 }), 400],
  ['a batch id of another form', JSON.stringify({ ...wireBatch(1), batchId: 'x' }), 400],
  [
    'columns of different lengths',
    JSON.stringify({ ...wireBatch(2), calls: { ...wireBatch(2).calls, status: [200] } }),
    400,
  ],
  ['a column that is no list', JSON.stringify({ ...wireBatch(1), calls: { ...wireBatch(1).calls, status: 200 } }), 400],
  ['deep nesting', `{"calls":${'['.repeat(30)}${']'.repeat(30)}}`, 400],
  ['a prototype in the place of columns', '{"__proto__":{"calls":[]},"v":1}', 400],
  ['too many calls', JSON.stringify({ calls: Array.from({ length: 10_001 }, () => 1) }), 413],
];

// a post that cannot be taken is refused as a whole
it('what cannot be decoded, with the reason', async () => {
  const world = await startIngest();
  for (const [what, body, status] of UNDECODABLE) {
    const answer = await world.post(body);
    expect({ what, status: answer.status }).toEqual({ what, status });
    expect(answer.body.error?.message).toMatch(/\w/);
  }
  expect(await world.count('select count(*) from call')).toBe(0);
});

it.each(['{}', '{"calls":{}}', '{"calls":"x"}'])('%s: that calls must be a list', async (body) => {
  const world = await startIngest();
  expect((await world.post(body)).body.error?.message).toBe('calls must be a list of calls');
});

it('calls under a misspelt name, with the names that are there', async () => {
  const world = await startIngest();
  const answer = await world.post({ cals: [row()], ['x'.repeat(70)]: 1, c: 1, d: 1 });
  expect(answer.status).toBe(400);
  expect(answer.body.error?.message).toBe(
    `calls must be a list of calls: the body has "cals", "${'x'.repeat(64)}", "c"`,
  );
});

it('bytes that are no UTF-8, no gzip, another encoding, another type', async () => {
  const world = await startIngest();
  expect((await world.post(Buffer.from([0x7b, 0xff, 0x7d]))).status).toBe(400);
  expect((await world.post('{"calls":[]}', GZIP)).status).toBe(400);
  expect((await world.post('{}', { 'content-encoding': 'br' })).status).toBe(415);
  expect((await world.post('{}', { 'content-type': 'image/png' })).status).toBe(415);
  expect((await world.post({ calls: [] }, { 'callwatch-sent-at': 'soon' })).status).toBe(400);
  expect((await world.post({ calls: [] }, { 'idempotency-key': 'ä' })).status).toBe(400);
});

it('without a key, with an unknown one, with one that was revoked', async () => {
  const world = await startIngest();
  expect((await world.post({ calls: [] }, { authorization: '' })).status).toBe(401);
  expect((await world.post({ calls: [] }, { authorization: `Bearer ${world.apiToken}` })).status).toBe(401);
  await world.storage.query('update ingest_key set revoked_at = now()');
  expect((await world.post({ calls: [] })).status).toBe(401);
});

it('and its connection stays open when the rest of the body is small, so that a client that tries again opens none', async () => {
  const world = await startIngest();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const small = JSON.stringify({ calls: [row()] });
  const post = (
    key: string,
    body: string,
  ): Promise<{ status: number | undefined; reused: boolean; connection: string | undefined }> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${key}`, 'content-length': Buffer.byteLength(body) };
      const sent = request(`${world.url}/api/v1/calls`, { method: 'POST', agent, headers }, (answer) => {
        const { statusCode: status, headers: told } = answer;
        answer.resume().once('end', () => resolve({ status, reused: sent.reusedSocket, connection: told.connection }));
      });
      sent.once('error', reject).end(body);
    });
  expect(await post('unknown', small)).toMatchObject({ status: 401, reused: false });
  expect(await post(world.ingestKey, small)).toMatchObject({ status: 202, reused: true });
  const large = JSON.stringify({ calls: [row({ userAgent: 'a'.repeat(200_000) })] });
  expect(await post('unknown', large)).toMatchObject({ status: 401, connection: 'close' });
});

it('bodies beyond the limits, announced or not', async () => {
  const world = await startIngest();
  expect((await world.post(`{"calls":["${'x'.repeat(10 << 20)}"]}`)).status).toBe(413);
  const random = Buffer.from(Array.from({ length: 2 << 20 }, () => Math.floor(Math.random() * 256)));
  expect((await world.post(gzipSync(random), GZIP)).status).toBe(413);
  expect((await world.post({ calls: [row()] })).status).toBe(202);
});

it('gzip that is cut short or damaged: 400 at whatever place, 413 only for what really exceeds the limit', async () => {
  const world = await startIngest();
  const good = gzip({ calls: Array.from({ length: 2_000 }, (_, at) => row({ consumer: `c${at % 97}` })) });
  const changed = (at: number, bytes: number[]): Buffer => {
    const copy = Buffer.from(good);
    copy.set(bytes, at);
    return copy;
  };
  const damaged: [what: string, body: Buffer][] = [
    ...[11, 18, 30, good.length >> 1, good.length - 9, good.length - 1].map((length): [string, Buffer] => [
      `cut after ${length} of ${good.length} bytes`,
      good.subarray(0, length),
    ]),
    ['another check sum', changed(good.length - 8, [1, 2, 3, 4])],
    ['a larger size than there is', changed(good.length - 4, [255, 255, 9, 0])],
    ['a smaller size than there is', changed(good.length - 4, [1, 0, 0, 0])],
    ['a size beyond the limit', changed(good.length - 4, [0, 0, 0, 1])],
    ['a header and garbage', Buffer.concat([good.subarray(0, 10), Buffer.alloc(20_000, 0xa7)])],
    [
      'garbage in the middle',
      changed(
        good.length >> 1,
        Array.from({ length: 64 }, () => 0xff),
      ),
    ],
    ['garbage behind', Buffer.concat([good, Buffer.from('and more')])],
    ['a header alone', good.subarray(0, 10)],
  ];
  for (const [what, body] of damaged) {
    const answer = await world.post(body, GZIP);
    expect({ what, status: answer.status, error: answer.body.error }).toMatchObject({
      what,
      status: 400,
      error: { code: 'invalid', message: 'the body is not valid gzip: it is cut short or damaged' },
    });
  }
  expect((await world.post(gzipSync(Buffer.alloc((10 << 20) + 1, ' ')), GZIP)).status).toBe(413);
  expect((await world.post(good, GZIP)).body.accepted).toBe(2_000);
});

it('takes gzip of several members, which is as good as one', async () => {
  const world = await startIngest();
  const text = JSON.stringify({ calls: Array.from({ length: 50 }, () => row()) });
  const members = Buffer.concat([gzipSync(text.slice(0, 900)), gzipSync(text.slice(900))]);
  expect((await world.post(members, GZIP)).body.accepted).toBe(50);
});

it('50 decompression bombs at once, each within 200 ms of its turn and without their memory', async () => {
  const world = await startIngest();
  const honest = gzipSync(Buffer.alloc(300 << 20));
  const lying = Buffer.from(honest);
  lying.writeUInt32LE(4_096, lying.length - 4);
  await world.post({ calls: [row()] });
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const bombs = Array.from({ length: 50 }, (_, at) => (at % 2 ? honest : lying));
  const answers = await Promise.all(bombs.map((bomb) => world.post(bomb, GZIP)));
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([413]));
  expect(process.memoryUsage().rss - before).toBeLessThan(128 << 20);
});

it('more than the process may hold: 503 with a whole Retry-After from 1 to 5, then again', async () => {
  const world = await startIngest({ inFlightBytes: 400_000 });
  const body = gzip({ calls: Array.from({ length: 1_000 }, () => row()) });
  const answers = await Promise.all(Array.from({ length: 20 }, () => world.post(body, GZIP)));
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  for (const { headers } of refused) expect(headers.get('retry-after')).toMatch(/^[1-5]$/);
  expect(answers.every(({ status }) => status === 202 || status === 503)).toBe(true);
  expect((await world.post(body, GZIP)).status).toBe(202);
});

/** Begins a post of so many bytes, of which it sends some; then nothing comes any more. */
function stall({ url, ingestKey }: { url: string; ingestKey: string }, announced: number, sent: number): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined); // it may be refused and cut
  socket.resume();
  socket.write(
    `POST / HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${ingestKey}\r\ncontent-length: ${announced}\r\n\r\n`,
  );
  socket.write(' '.repeat(sent));
  onTestFinished(() => void socket.destroy());
  return socket;
}

const overloaded = ({ counted }: IngestWorld): number =>
  counted.refusals.filter((it) => Reflect.get(Object(it), 'reason') === 'overloaded').length;

it('bodies that are announced and do not come take no room', async () => {
  const world = await startIngest({ inFlightBytes: 100_000 });
  const idle = Array.from({ length: 8 }, () => stall(world, 100_000, 1));
  await waitFor(() => idle.every(({ readyState }) => readyState === 'open'));
  for (let post = 0; post < 20; post += 1) expect((await world.post({ calls: [row()] })).status).toBe(202);
  expect(overloaded(world)).toBe(0);
});

it('a project whose bodies do not end leaves room for the others, and has all of it once they are gone', async () => {
  const world = await startIngest({ inFlightBytes: 100_000 });
  const other = await bootstrapProject(world.storage, 'Other');
  const large = { calls: Array.from({ length: 130 }, () => row()) };
  const slow = Array.from({ length: 10 }, () => stall(world, 90_000, 30_000));
  await waitFor(() => overloaded(world) >= 9); // one beside the share of all others
  expect((await world.post(large, { authorization: `Bearer ${other.ingestKey}` })).status).toBe(202);
  for (const socket of slow) socket.destroy();
  await waitFor(async () => (await world.post({ ...large, note: 'x'.repeat(40_000) })).status === 202);
});

it('three projects whose bodies do not end leave room for the small posts of a fourth', async () => {
  const world = await startIngest({ inFlightBytes: 1_000_000 });
  const hostile = await Promise.all(['A', 'B', 'C'].map((name) => bootstrapProject(world.storage, name)));
  const refusedBefore = 3 * 5;
  for (const { ingestKey } of hostile) {
    for (const sent of [300_000, 100_000, 30_000, 10_000, 3_000]) {
      for (let post = 0; post < 4; post += 1) stall({ url: world.url, ingestKey }, 900_000, sent);
    }
  }
  await waitFor(() => overloaded(world) >= refusedBefore);
  const answers = await Promise.all(Array.from({ length: 10 }, () => world.post({ calls: [row()] })));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
});

it('bodies of very many names, calls and traces alike, in one object or in many', async () => {
  const world = await startIngest();
  const names = Array.from({ length: 249_000 }, (_, at) => `"name${at}":1`);
  for (const list of [`[{${names.join()}}]`, `[{${names.join('},{')}}]`]) {
    const answer = await world.post(`{"calls":${list}}`);
    expect([answer.status, answer.body.error?.message]).toEqual([413, expect.stringContaining('1000 different names')]);
    const headers = { authorization: `Bearer ${world.ingestKey}`, 'content-type': 'application/json' };
    const body = `{"resourceSpans":${list}}`;
    const traces = await fetch(`${world.url}/api/otlp/v1/traces`, { method: 'POST', headers, body });
    expect(traces.status).toBe(413);
  }
  expect((await world.post({ calls: [row()] })).status).toBe(202);
});

it('more than the quota: the post after is refused with 429', async () => {
  const world = await startIngest();
  await world.storage.query('update project set quota_per_minute = 10');
  expect((await world.post({ calls: Array.from({ length: 30 }, () => row()) })).body.accepted).toBe(30);
  const refused = await world.post({ calls: [row()] });
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toMatch(/^[1-5]$/);
});

it('a sender that leaves in the middle harms nobody', async () => {
  const world = await startIngest();
  const { hostname, port } = new URL(world.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST / HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${world.ingestKey}\r\ncontent-length: 500\r\n\r\n{"calls":[`,
  );
  await waitFor(() => socket.readyState === 'open');
  socket.destroy();
  expect((await world.post({ calls: [row()] })).status).toBe(202);
});

// when the database is away
it('answers 503 with Retry-After, acknowledges nothing, and goes on by itself', async () => {
  const world = await startIngest();
  await world.post({ calls: [row()] });
  const name = new URL(world.appUrl).pathname.slice(1);
  const owner = world.storage;
  const kill = owner.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
    [name],
  );
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) => world.post({ calls: [row({ status: 200 + at })] })),
  );
  await kill;
  const stored = answers.filter(({ status }) => status === 202).length;
  for (const { status } of answers) expect([202, 503]).toContain(status);
  expect(await world.count('select count(*) from call')).toBeGreaterThanOrEqual(1 + stored);
  await waitFor(async () => (await world.post({ calls: [row()] })).status === 202);
});
