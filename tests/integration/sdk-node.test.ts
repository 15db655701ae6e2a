import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { callwatch, type Options } from '../../sdk/src/adapters/node';
import { hashAccount } from '../../sdk/src/core/send/encode';
import { LOGIN, MARK, type ResponseAction } from '../../sdk/src/wire';
import { endRigs, json, startRig, type Rig } from '../support/sdk-rig';
import { waitFor } from '../support/wait-for';

afterEach(endRigs);

/** The two ways in: the whole server, or the handler alone. */
const ways = ['server', 'handler'] as const;

function rig(
  handler: RequestListener,
  {
    options = {},
    actions = [],
    way = 'server',
  }: { options?: Options; actions?: ResponseAction[]; way?: (typeof ways)[number] } = {},
): Promise<Rig<Server>> {
  return startRig(async (target) => {
    if (way === 'handler') {
      const watched = callwatch(handler, { ...target, ...options });
      const server = createServer(watched);
      return { app: server, server, watch: watched };
    }
    const server = createServer(handler);
    return { app: server, server, watch: callwatch(server, { ...target, ...options }) };
  }, actions);
}

const route = ({ url = '' }: IncomingMessage): string | undefined =>
  /^\/users\/\d+/.test(url) ? '/users/:id' : undefined;

for (const way of ways) {
  test(`a ${way}: every call is reported, with the route that the callback names`, async () => {
    const { ask, sent, calls } = await rig(
      (_request, response) => response.writeHead(429, { 'retry-after': '7', 'content-length': '5' }).end('hello'),
      {
        way,
        options: { route, trustedProxies: 1, consumer: ({ headers }) => headers['x-customer']?.toString() },
      },
    );
    await ask('/users/7?secret=hunter2', { headers: { 'x-customer': 'acme', 'x-forwarded-for': '198.51.100.7' } });
    await ask('/wp-login.php');
    expect(
      (await calls()).map(({ route: name, path, status, consumer, marks, responseBytes }) => ({
        name,
        path,
        status,
        consumer,
        marks,
        responseBytes,
      })),
    ).toEqual([
      { name: '/users/:id', path: '/users/7', status: 429, consumer: 'acme', marks: 0, responseBytes: 5 },
      { name: undefined, path: '/wp-login.php', status: 429, consumer: undefined, marks: 0, responseBytes: 5 },
    ]);
    const batches = await sent();
    expect(batches.flatMap(({ calls: columns }) => columns.retryAfter ?? [])).toEqual([7, 7]);
    expect(batches.flatMap(({ dict }) => dict.callers ?? [])).toContain('198.51.100.7');
  });

  test(`a ${way}: response actions are carried out before the handler`, async () => {
    const action = { expiresAtMs: Date.now() + 60_000, dryRun: false, kind: 'block' } as const;
    let served = 0;
    const { ask, calls } = await rig((_request, response) => response.end(String((served += 1))), {
      way,
      options: { trustedProxies: 1 },
      actions: [{ ...action, id: '1', subject: 'caller', value: '198.51.100.0/24' }],
    });
    const status = async (ip: string) => (await ask('/x', { headers: { 'x-forwarded-for': ip } })).status;
    await waitFor(async () => (await status('198.51.100.9')) === 403);
    const before = served;
    expect(await status('198.51.100.9')).toBe(403);
    expect(served).toBe(before);
    expect((await calls()).filter(({ marks }) => (marks & MARK.enforced) !== 0)).toHaveLength(2);
  });
}

test('without a route callback the call says so, so that the server makes a route of the path', async () => {
  const { ask, calls } = await rig((request, response) => {
    response.statusCode = request.url === '/nothing' ? 404 : 200;
    response.end('ok');
  });
  await ask('/users/7');
  await ask('/nothing', json({ email: 'ada@example.com' }));
  expect((await calls()).map(({ route: name, path, marks }) => [name, path, marks])).toEqual([
    [undefined, '/users/7', MARK.unrouted],
    [undefined, '/nothing', MARK.unrouted],
  ]);
});

test('login attempts are recognised by their path; marks and parsed bodies give the account', async () => {
  const { ask, calls, collector } = await rig(async (request: IncomingMessage & { body?: unknown }, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    if (request.url === '/login') request.body = JSON.parse(Buffer.concat(chunks).toString());
    if (request.url === '/mfa') callwatch.otp(request, { account: 'ada', outcome: 'failure' });
    if (request.url === '/forgot') callwatch.passwordReset(request, { account: 'ada' });
    if (request.url === '/rpc') callwatch.login(request, { account: 'bob', outcome: 'success' });
    response.statusCode = request.url === '/auth/signin' ? 404 : 401;
    response.end();
  });
  await ask('/login', json({ email: 'ada@example.com' }));
  await ask('/sessions', json({}));
  await ask('/auth/signin', json({}));
  await ask('/login?next=1');
  for (const path of ['/mfa', '/forgot', '/rpc']) await ask(path, json({}));
  const hash = (account: string) => hashAccount(Buffer.alloc(32, 7), account);
  const { unrouted } = MARK;
  expect(
    (await calls()).map(({ method, path, login, marks, account }) => [method, path, login, marks, account]),
  ).toEqual([
    ['POST', '/login', LOGIN.failure, unrouted, hash('ada@example.com')],
    ['POST', '/sessions', LOGIN.failure, unrouted, undefined],
    ['POST', '/auth/signin', LOGIN.none, unrouted, undefined],
    ['GET', '/login', LOGIN.none, unrouted, undefined],
    ['POST', '/mfa', LOGIN.failure, unrouted | MARK.otp, hash('ada')],
    ['POST', '/forgot', LOGIN.none, unrouted | MARK.passwordReset, hash('ada')],
    ['POST', '/rpc', LOGIN.success, unrouted, hash('bob')],
  ]);
  expect(collector.text()).not.toContain('ada@example.com');
});

test('streams and aborted calls end in one call each, callbacks that throw change nothing', async () => {
  const { ask, calls, watch } = await rig(
    (request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      if (request.url === '/stream') response.end();
    },
    {
      options: {
        route: () => {
          throw new Error('a callback of the host that throws');
        },
        consumer: () => {
          throw new Error('another');
        },
      },
    },
  );
  expect(await (await ask('/stream')).text()).toBe('data: 1\n\n');
  const abort = new AbortController();
  await ask('/slow', { signal: abort.signal });
  abort.abort();
  await waitFor(() => watch.stats()?.captured === 2);
  expect((await calls()).map(({ path, status, marks }) => [path, status, marks])).toEqual([
    ['/stream', 200, MARK.streaming],
    ['/slow', 200, MARK.streaming | MARK.aborted],
  ]);
});

async function upgrade(base: string, path: string): Promise<string> {
  const socket = connect(Number(new URL(base).port), '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n`);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    if (String(chunk).includes('101')) socket.write('ping');
    if (String(chunk).includes('ping')) socket.end();
  });
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

test('upgraded connections work as before and are reported with what the host answered', async () => {
  const { app, base, calls, watch } = await rig((_request, response) => response.end('ok'), {
    options: { route: ({ url }) => url },
  });
  app.on('upgrade', (request, socket) => {
    if (request.url === '/no') {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
    socket.pipe(socket);
  });
  expect(await upgrade(base, '/live')).toBe(
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nping',
  );
  expect(await upgrade(base, '/no')).toBe('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
  await waitFor(() => watch.stats()?.captured === 2);
  expect((await calls()).map(({ route: name, status, marks }) => [name, status, marks])).toEqual([
    ['/live', 101, MARK.streaming],
    ['/no', 401, 0],
  ]);
});

test('without a key it says so once and leaves the server as it is', () => {
  const lines: string[] = [];
  const server = createServer();
  const { emit } = server;
  const watch = callwatch(server, { url: 'https://callwatch.example', log: (line) => lines.push(line) });
  expect(server.emit).toBe(emit);
  expect(lines).toHaveLength(1);
  expect(watch.stats()).toBeUndefined();
});
