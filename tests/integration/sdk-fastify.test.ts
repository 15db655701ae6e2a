import { connect } from 'node:net';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import fastify5, { type FastifyInstance } from 'fastify';
import fastify4 from 'fastify4';
import { afterEach, expect, test } from 'vitest';
import { callwatch, type Options, type Plugin } from '../../sdk/src/adapters/fastify';
import { hashAccount } from '../../sdk/src/core/send/encode';
import { LOGIN, MARK, type ResponseAction } from '../../sdk/src/wire';
import { endRigs, json, startRig, type Rig } from '../support/sdk-rig';
import { waitFor } from '../support/wait-for';

afterEach(endRigs);

type App = FastifyInstance;

const versions = [
  ['4', fastify4],
  ['5', fastify5],
] as const;

for (const [version, fastify] of versions) {
  const rig = (
    routes: (app: App, watch: Plugin) => void,
    { options = {}, actions = [] }: { options?: Options; actions?: ResponseAction[] } = {},
  ): Promise<Rig<App>> =>
    startRig(async (target) => {
      const watch = callwatch({ ...target, ...options });
      const app = fastify();
      await app.register(watch);
      routes(app, watch);
      await app.ready();
      return { app, server: app.server, watch };
    }, actions);

  test(`Fastify ${version}: every call is reported with its route, prefixes and encapsulation included`, async () => {
    const { ask, sent, calls } = await rig(
      (app) => {
        app.get('/health', () => 'ok');
        void app.register(
          async (users) => {
            users.get('/:id', (_request, reply) => reply.code(429).header('retry-after', '7').send('hello'));
            void users.register(async (orders) => void orders.post('/', () => ({ made: true })), {
              prefix: '/:id/orders',
            });
          },
          { prefix: '/api/users' },
        );
      },
      {
        options: {
          trustedProxies: 1,
          consumer: (request) => request.headers['x-customer']?.toString(),
          queryParameters: ['page'],
        },
      },
    );
    const headers = { 'x-customer': 'acme', 'x-forwarded-for': '6.6.6.6, 198.51.100.7', 'user-agent': 'test/1' };
    await ask('/api/users/7?page=2&secret=hunter2', { headers });
    await ask('/api/users/7/orders/', json({}));
    await ask('/api/nothing');
    await ask('/health', { method: 'HEAD' });
    const [call, ...others] = await calls();
    expect(call).toEqual({
      method: 'GET',
      route: '/api/users/:id',
      path: '/api/users/7?page=2',
      status: 429,
      login: 0,
      marks: 0,
      account: undefined,
      consumer: 'acme',
      error: undefined,
      responseBytes: 5,
    });
    expect(others.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['POST', '/api/users/:id/orders', 200],
      ['GET', undefined, 404],
      ['HEAD', '/health', 200],
    ]);
    const batches = await sent();
    expect(batches.flatMap(({ dict }) => dict.callers ?? [])).toContain('198.51.100.7');
    const routes = batches.flatMap((batch) => batch.routes ?? []);
    expect(routes).toEqual(expect.arrayContaining(['GET /health', 'GET /api/users/:id', 'POST /api/users/:id/orders']));
    expect(routes.join()).not.toContain('HEAD');
  });

  test(`Fastify ${version}: errors are reported by class, and never their messages`, async () => {
    class OutOfStock extends Error {}
    const { ask, calls, collector } = await rig((app) => {
      void app.register(async (shop) => {
        shop.get('/items/:id', async () => {
          throw new OutOfStock('sk_live_4242424242424242');
        });
        shop.post('/items', () => 'ok');
      });
    });
    await ask('/items/1');
    await ask('/items', { ...json({}), body: '{"broken": "C4N4RY' });
    expect((await calls()).map(({ route, status, error }) => [route, status, error])).toEqual([
      ['/items/:id', 500, 'OutOfStock'],
      ['/items', 400, expect.stringMatching(/^(Syntax|Fastify)Error$/)],
    ]);
    expect(collector.text()).not.toMatch(/sk_live|C4N4RY/);
  });

  test(`Fastify ${version}: login attempts are recognised and carry the hashed account only`, async () => {
    const { ask, calls, collector } = await rig((app) => {
      app.post<{ Body: { password: string } }>('/login', (request, reply) =>
        reply.code(request.body.password === 'right' ? 200 : 401).send(),
      );
      app.post('/graphql', (request) => {
        callwatch.login(request, { account: 'Grace@example.com', outcome: 'failure' });
        return { errors: [] };
      });
      app.post('/mfa', (request) => {
        callwatch.otp(request.raw, { account: 'ada', outcome: 'failure' });
        return {};
      });
      app.post('/forgot', (request) => {
        callwatch.passwordReset(request, { account: 'ada' });
        return {};
      });
    });
    await ask('/login', json({ email: 'ada@example.com', password: 'wrong' }));
    await ask('/login', json({ email: 'ada@example.com', password: 'right' }));
    for (const path of ['/graphql', '/mfa', '/forgot']) await ask(path, json({}));
    const hash = (account: string) => hashAccount(Buffer.alloc(32, 7), account);
    expect((await calls()).map(({ route, login, marks, account }) => [route, login, marks, account])).toEqual([
      ['/login', LOGIN.failure, 0, hash('ada@example.com')],
      ['/login', LOGIN.success, 0, hash('ada@example.com')],
      ['/graphql', LOGIN.failure, 0, hash('grace@example.com')],
      ['/mfa', LOGIN.failure, MARK.otp, hash('ada')],
      ['/forgot', LOGIN.none, MARK.passwordReset, hash('ada')],
    ]);
    expect(collector.text()).not.toMatch(/example\.com|wrong|right/);
  });

  test(`Fastify ${version}: response actions are carried out before the handler, by account once the body is there`, async () => {
    const action = { expiresAtMs: Date.now() + 60_000, dryRun: false, kind: 'block' } as const;
    let served = 0;
    const { ask, calls } = await rig((app) => void app.all('/x', () => String((served += 1))), {
      options: { trustedProxies: 1, consumer: (request) => request.headers['x-customer']?.toString() },
      actions: [
        { ...action, id: '1', subject: 'caller', value: '198.51.100.0/24' },
        { ...action, id: '2', subject: 'consumer', value: 'acme', kind: 'throttle', limit: 1, windowSeconds: 3600 },
        { ...action, id: '3', subject: 'account', value: hashAccount(Buffer.alloc(32, 7), 'mallory') },
      ],
    });
    const status = async (headers: Record<string, string>) => (await ask('/x', { headers })).status;
    await waitFor(async () => (await status({ 'x-forwarded-for': '198.51.100.9' })) === 403);
    const before = served;
    expect(await status({ 'x-customer': 'acme' })).toBe(200);
    const throttled = await ask('/x', { headers: { 'x-customer': 'acme' } });
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '3600']);
    expect((await ask('/x', json({ email: 'Mallory' }))).status).toBe(403);
    expect((await ask('/x', json({ email: 'ada' }))).status).toBe(200);
    expect(served - before).toBe(2);
    const refused = (await calls()).filter(({ marks }) => marks === MARK.enforced);
    expect(refused.map(({ status: value }) => value)).toEqual([403, 429, 403]);
  });

  test(`Fastify ${version}: streams, hijacked replies and aborted calls end in one call each`, async () => {
    const { ask, base, calls, watch } = await rig((app) => {
      app.get('/stream', (_request, reply) => reply.type('text/event-stream').send(Readable.from(['data: 1\n\n'])));
      app.get('/hijack', (_request, reply) => {
        reply.hijack();
        reply.raw.writeHead(202).end('mine');
      });
      app.get('/slow', (_request, reply) => {
        reply.hijack();
        reply.raw.write('one');
      });
      app.get('/never', () => new Promise(() => undefined));
    });
    expect(await (await ask('/stream')).text()).toBe('data: 1\n\n');
    expect(await (await ask('/hijack')).text()).toBe('mine');
    const abort = new AbortController();
    await ask('/slow', { signal: abort.signal });
    abort.abort();
    await waitFor(() => watch.stats()?.captured === 3);
    const socket = connect(Number(new URL(base).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /never HTTP/1.1\r\nHost: x\r\n\r\n', () => socket.destroy());
    await waitFor(() => watch.stats()?.captured === 4);
    expect((await calls()).map(({ route, status, marks }) => [route, status, marks])).toEqual([
      ['/stream', 200, MARK.streaming],
      ['/hijack', 202, 0],
      ['/slow', 200, MARK.aborted],
      ['/never', 499, MARK.aborted],
    ]);
  });

  test(`Fastify ${version}: without a key the plugin says so once and lets every call pass`, async () => {
    const lines: string[] = [];
    const app = fastify();
    const watch = callwatch({ url: 'https://callwatch.example', log: (line) => lines.push(line) });
    await app.register(watch);
    app.get('/', () => 'served');
    expect((await app.inject('/')).body).toBe('served');
    expect(lines).toHaveLength(1);
    expect(watch.stats()).toBeUndefined();
    await app.close();
  });
}
