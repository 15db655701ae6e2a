import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../../support';
import { row, wireBatch } from '../ingest/harness';
import { createObservedWorld, type ObservedWorld, type Started } from './processes';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const CANARY = 'cAnArY7f3a91';

let world: ObservedWorld;
let server: Started;
beforeAll(async () => {
  world = await createObservedWorld();
  server = await world.startServer({ CALLWATCH_LOG_LEVEL: 'debug' });
});
afterAll(() => world.close());

const lineOf = (id: string | null) =>
  waitFor(() => server.lines().find(({ requestId, msg }) => requestId === id && msg === 'request'), {
    what: 'the line of the request',
  });

const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(server.url + path, init);
const authorized = (key: string, body: unknown): RequestInit => ({
  method: 'POST',
  headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

it('every answer carries an id of its own that its line has, whatever it is and whatever id was sent', async () => {
  const answers = [
    await ask('/api/v1/calls', authorized(world.ingestKey, wireBatch(2))),
    await ask('/api/v1/calls', authorized('cwk_none', wireBatch(2))),
    await ask('/api/otlp/v1/traces', authorized(world.ingestKey, { resourceSpans: [] })),
    await ask('/api/v1/sdk/config', { headers: { authorization: `Bearer ${world.ingestKey}` } }),
    await ask('/healthz', { headers: { 'x-request-id': CANARY, 'x-callwatch-request-id': CANARY } }),
    await ask('/readyz'),
    await ask('/metrics'),
    await ask('/api/v1/calls', { method: 'OPTIONS' }),
    await ask('/api/v1/calls', { method: 'PUT' }),
    await ask('/nowhere'),
  ];
  const ids = answers.map(({ headers }) => headers.get('x-request-id'));
  expect(ids).toEqual(ids.map(() => expect.stringMatching(UUID)));
  expect(new Set(ids).size).toBe(answers.length);
  for (const [at, answer] of answers.entries()) {
    const line = await lineOf(ids[at] ?? null);
    expect(line).toMatchObject({ status: String(answer.status), durationMs: expect.any(Number), level: 20 });
    if (answer.status < 400 || answer.url.includes('otlp')) continue;
    expect(await answer.json()).toMatchObject({ error: { requestId: ids[at] } });
  }
});

it('an error of ours has its id in the answer, in the line of the fault and in that of the request', async () => {
  const owner = new Client(world.ownerUrl);
  await owner.connect();
  await owner.query('alter table api_token rename to api_token_away');
  const proxied = { 'x-forwarded-for': '203.0.113.7', authorization: `Bearer ${world.apiToken}` };
  const answer = await ask('/metrics', { headers: proxied });
  await owner.query('alter table api_token_away rename to api_token');
  await owner.end();
  expect(answer.status).toBe(500);
  const id = answer.headers.get('x-request-id');
  expect(await answer.json()).toMatchObject({ error: { code: 'internal', requestId: id } });
  expect(await lineOf(id)).toMatchObject({ level: 40, status: '500' });
  const fault = server.lines().find(({ requestId, level }) => requestId === id && level === 50);
  expect(fault).toMatchObject({
    msg: 'a request failed',
    err: { message: expect.any(String), stack: expect.any(String) },
  });
});

it('no secret of a header, an address or a body comes into the log', async () => {
  const secret = (name: string): string => `${name}${CANARY}`;
  const headers = {
    'content-type': 'application/json',
    cookie: `callwatch.session_token=${secret('cookie')}`,
    'x-api-key': secret('header'),
  };
  const sent: [string, RequestInit][] = [
    [
      `/api/v1/calls?token=${secret('query')}`,
      { method: 'POST', headers: { ...headers, authorization: `Bearer ${secret('bearer')}` }, body: '{}' },
    ],
    ['/api/v1/calls', { ...authorized(world.ingestKey, `{"calls": [${secret('body')}`) }],
    [
      '/api/v1/calls',
      authorized(world.ingestKey, {
        calls: [row({ account: secret('account'), path: `/${secret('path')}?token=${secret('in')}` })],
      }),
    ],
    ['/api/v1/calls', authorized(world.ingestKey, { calls: [row({ status: secret('status') })] })],
    ['/api/otlp/v1/traces', authorized(world.ingestKey, { resourceSpans: secret('spans') })],
    [`/setup?token=${secret('setup')}`, { headers }],
    [`/api/v1/sdk/config?key=${world.ingestKey}`, { headers: { authorization: `Basic ${secret('basic')}` } }],
    [`/${world.ingestKey}/${world.apiToken}`, {}],
  ];
  const answers = [];
  for (const [path, init] of sent) answers.push(await ask(path, init));
  for (const { headers: told } of answers) await lineOf(told.get('x-request-id'));
  const logged = server.text();
  expect(logged).not.toContain(CANARY);
  for (const key of [world.ingestKey, world.apiToken]) expect(logged).not.toContain(key.slice(-20));
  expect(logged).not.toContain(new URL(world.appUrl).password);
});

it('says by default only what changed or failed', async () => {
  const quiet = await world.startServer();
  await fetch(`${quiet.url}/api/v1/calls`, authorized(world.ingestKey, wireBatch(1)));
  await fetch(`${quiet.url}/healthz`);
  await quiet.end('SIGTERM');
  expect(quiet.lines().filter(({ msg }) => msg === 'request')).toEqual([]);
  expect(quiet.lines()).toContainEqual(expect.objectContaining({ msg: 'server ready' }));
});

it('tells that announcements are not heard, and reads names again once they are', async () => {
  const post = () =>
    fetch(`${server.url}/api/v1/calls`, authorized(world.ingestKey, { calls: [row({ route: '/quiet' })] }));
  const stored = async () =>
    (
      await world.storage.query('select from call c join endpoint e on e.id = c.endpoint_id where route = $1', [
        '/quiet',
      ])
    ).rowCount;
  await post();
  await world.storage.query(`update endpoint set ignored_at = now() where route = '/quiet'`);
  await world.storage.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'callwatch-server-listen'`,
  );
  await waitFor(async () => {
    const before = await stored();
    return (await post()).status === 202 && (await stored()) === before;
  });
  expect(server.lines()).toContainEqual(expect.objectContaining({ msg: 'announcements are not heard' }));
});
