import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import express5 from 'express';
import express4 from 'express4';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { callwatch, type Middleware, type Options } from '../../sdk/src/adapters/express';
import { hashAccount } from '../../sdk/src/core/send/encode';
import { CONTENT_TYPE, LOGIN, MARK, type ResponseAction } from '../../sdk/src/wire';
import { endRigs, json, startRig } from '../support/sdk-rig';
import { waitFor } from '../support/wait-for';

afterEach(endRigs);

const rig = (
  build: (app: express5.Express, watch: Middleware) => void,
  {
    options = {},
    actions = [],
    express = express5,
  }: { options?: Options; actions?: ResponseAction[]; express?: typeof express5 } = {},
) =>
  startRig(async (target) => {
    const watch = callwatch({ ...target, ...options });
    const app = express();
    build(app, watch);
    return { app, server: createServer(app), watch };
  }, actions);

const versions = [
  ['4', express4],
  ['5', express5],
] as const;

for (const [version, express] of versions) {
  test(`Express ${version}: every call is reported with what the page of the SDK promises`, async () => {
    const { ask, sent } = await rig(
      (app, watch) => {
        app.use(watch);
        const users = express.Router();
        users.get('/:id', (_req, res) => void res.status(429).set('Retry-After', '7').send('hello'));
        app.use('/api/users', users);
      },
      {
        express,
        options: { trustedProxies: 1, consumer: (req) => String(req.headers['x-customer']), queryParameters: ['page'] },
      },
    );
    await ask('/api/users/7?page=2&secret=hunter2', {
      headers: {
        'user-agent': 'test/1',
        'x-customer': 'acme',
        'x-forwarded-for': '6.6.6.6, 198.51.100.7',
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      },
    });
    const batch = (await sent()).find(({ calls }) => calls.status.length > 0);
    expect(batch?.dict).toEqual({
      methods: ['GET'],
      routes: ['/api/users/:id'],
      paths: ['/api/users/7?page=2'],
      consumers: ['acme'],
      userAgents: ['test/1'],
      callers: ['198.51.100.7'],
      traces: ['4bf92f3577b34da6a3ce929d0e0e4736'],
    });
    expect(batch?.calls).toMatchObject({ status: [429], requestBytes: [0], responseBytes: [5], retryAfter: [7] });
    expect(batch?.calls.durationUs[0]).toBeGreaterThan(0);
    expect(Math.abs((batch?.calls.startedAtMs[0] ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test(`Express ${version}: errors are reported by class, also from routers nested or called by hand, and unmatched calls without a route`, async () => {
    class OutOfStock extends Error {}
    const { ask, sent } = await rig(
      (app, watch) => {
        app.use(watch);
        const router = express.Router();
        router.get('/:id', () => {
          throw new OutOfStock('sk_live_4242424242424242');
        });
        app.use('/items', router);
        router.get('/:id/parts', (_req, res) => void res.end());
        app.use('/orgs/42', (req, res, next) => router(req, res, next));
        app.use(callwatch.errors);
        app.use((_error: unknown, _req: unknown, res: express5.Response, _next: unknown) => void res.status(500).end());
      },
      { express },
    );
    await ask('/items/1');
    await ask('/orgs/42/1/parts');
    await ask('/wp-login.php');
    const batches = await sent();
    const dict = batches
      .flatMap((batch) => [batch.dict.routes, batch.dict.errors ?? [], batch.dict.paths ?? []])
      .flat();
    expect(dict).toEqual(
      expect.arrayContaining(['/items/:id', '/orgs/{value}/:id/parts', 'OutOfStock', '/items/1', '/wp-login.php']),
    );
    expect(batches.flatMap((batch) => batch.calls.route)).toContain(-1);
    expect(JSON.stringify(batches)).not.toContain('sk_live');
  });

  test(`Express ${version}: what a parser or a limiter answers before any route is left to its path, logins too; a miss is not`, async () => {
    const { ask, sent } = await rig(
      (app, watch) => {
        app.use(watch, express.json());
        app.use('/orders', (_req, res) => void res.status(429).end());
        app.post('/login', (_req, res) => void res.end());
      },
      { express },
    );
    const headers = { 'content-type': 'application/json' };
    await ask('/login', { method: 'POST', headers, body: '{bad' });
    await ask('/orders/7');
    await ask('/login.php', { method: 'POST' });
    const calls = (await sent()).flatMap(({ calls: { route, status, marks, login } }) =>
      status.map((code, row) => [route[row], code, marks?.[row] ?? 0, login?.[row] ?? LOGIN.none]),
    );
    expect(calls).toEqual([
      [-1, 400, MARK.unrouted, LOGIN.unknown],
      [-1, 429, MARK.unrouted, LOGIN.none],
      [-1, 404, 0, LOGIN.none],
    ]);
  });

  test(`Express ${version}: login attempts are recognised and carry the hashed account only`, async () => {
    const { ask, sent, collector } = await rig(
      (app, watch) => {
        app.use(watch, express.json(), express.urlencoded({ extended: false }));
        app.post('/login', (req, res) => void res.status(req.body.password === 'right' ? 200 : 401).end());
        app.post('/oauth/token', (_req, res) => void res.status(400).end());
        app.post('/graphql', (req, res) => {
          callwatch.login(req, { account: 'Grace@example.com', outcome: 'failure' });
          res.json({ errors: [] });
        });
        app.post('/mfa', (req, res) => {
          callwatch.otp(req, { account: 'ada', outcome: 'success' });
          res.end();
        });
        app.post('/forgot', (req, res) => {
          callwatch.passwordReset(req, { account: 'ada' });
          res.end();
        });
      },
      { express },
    );
    await ask('/login', json({ email: 'ada@example.com', password: 'wrong' }));
    await ask('/login', json({ email: 'ada@example.com', password: 'right' }));
    await ask('/oauth/token', {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'password', username: 'bob' }),
    });
    await ask('/graphql', json({ query: '{}' }));
    await ask('/mfa', { method: 'POST' });
    await ask('/forgot', { method: 'POST' });
    const batches = await sent();
    const calls = batches.flatMap(({ dict, calls: columns }) =>
      columns.status.map((_status, row) => ({
        route: dict.routes[columns.route[row] ?? -1],
        login: columns.login?.[row] ?? 0,
        marks: columns.marks?.[row] ?? 0,
        type: CONTENT_TYPE[columns.contentType?.[row] ?? 0],
        account: dict.accounts?.[columns.account?.[row] ?? -1],
      })),
    );
    const hash = (account: string) => hashAccount(Buffer.alloc(32, 7), account);
    expect(calls).toEqual([
      { route: '/login', login: LOGIN.failure, marks: 0, type: 'json', account: hash('ada@example.com') },
      { route: '/login', login: LOGIN.success, marks: 0, type: 'json', account: hash('ada@example.com') },
      { route: '/oauth/token', login: LOGIN.failure, marks: 0, type: 'form', account: hash('bob') },
      { route: '/graphql', login: LOGIN.failure, marks: 0, type: 'json', account: hash('grace@example.com') },
      { route: '/mfa', login: LOGIN.success, marks: MARK.otp, type: 'none', account: hash('ada') },
      { route: '/forgot', login: LOGIN.none, marks: MARK.passwordReset, type: 'none', account: hash('ada') },
    ]);
    expect(collector.text()).not.toMatch(/example\.com|wrong|right/);
  });

  test(`Express ${version}: response actions are carried out: 403 for a block, 429 with Retry-After for a throttle, nothing for a dry run`, async () => {
    const action = { expiresAtMs: Date.now() + 60_000, dryRun: false, kind: 'block' } as const;
    const { ask, sent, watch } = await rig(
      (app, watched) => {
        app.use(express.json(), watched);
        app.use((_req, res) => void res.send('served'));
      },
      {
        express,
        options: { trustedProxies: 1, consumer: (req) => String(req.headers['x-customer']) },
        actions: [
          { ...action, id: '1', subject: 'caller', value: '198.51.100.0/24' },
          { ...action, id: '2', subject: 'consumer', value: 'acme', kind: 'throttle', limit: 2, windowSeconds: 3600 },
          { ...action, id: '3', subject: 'account', value: hashAccount(Buffer.alloc(32, 7), 'mallory') },
          { ...action, id: '4', subject: 'caller', value: '203.0.113.1', dryRun: true },
        ],
      },
    );
    const status = async (headers: Record<string, string>) => (await ask('/x', { headers })).status;
    // Until the table has come from the server every call passes.
    await waitFor(async () => (await status({ 'x-forwarded-for': '198.51.100.9' })) === 403);
    const before = watch.stats()?.enforced ?? 0;
    expect(await status({ 'x-forwarded-for': '203.0.113.1' })).toBe(200);
    expect(await status({ 'x-customer': 'acme' })).toBe(200);
    expect(await status({ 'x-customer': 'acme' })).toBe(200);
    const throttled = await ask('/x', { headers: { 'x-customer': 'acme' } });
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '1800']);
    expect((await ask('/x', json({ email: 'Mallory' }))).status).toBe(403);
    expect(watch.stats()).toMatchObject({ enforced: before + 2, dryRun: 1 });
    const marks = (await sent()).flatMap(({ calls }) =>
      calls.status.map((value, row) => [value, calls.marks?.[row] ?? 0]),
    );
    expect(marks.filter(([, mark]) => mark === MARK.dryRun)).toEqual([[200, MARK.dryRun]]);
    expect(marks.filter(([, mark]) => mark === MARK.enforced).map(([value]) => value)).toEqual([403, 429, 403]);
  });
}

test('no secret of headers, bodies, queries or messages is in what is sent', async () => {
  const { ask, sent, collector } = await rig((app, watch) => {
    app.use(watch, express5.json());
    app.all(
      '/deep/:id',
      (req, res) => void res.set('set-cookie', 'sid=C4N4RY').send(`C4N4RY ${JSON.stringify(req.body)}`),
    );
    app.use(callwatch.errors);
    app.use((_error: unknown, _req: unknown, res: express5.Response, _next: unknown) => void res.status(400).end());
  });
  const headers = {
    cookie: 'sid=C4N4RY',
    authorization: 'Bearer C4N4RY',
    'x-api-key': 'C4N4RY',
    referer: 'http://a/?C4N4RY',
  };
  await ask('/deep/1?token=C4N4RY', { headers });
  await ask('/deep/1', json({ user: { password: 'C4N4RY', list: [{ C4N4RY: 1 }] }, C4N4RY: 4_111_111_111_111_111 }));
  await ask('/deep/1', { ...json({}), body: '{"broken": "C4N4RY' });
  const form = new FormData();
  form.set('C4N4RY', new Blob(['C4N4RY']), 'C4N4RY.txt');
  await ask('/deep/1', { method: 'POST', body: form });
  expect((await sent()).flatMap(({ calls }) => calls.status)).toHaveLength(4);
  expect(collector.text()).not.toMatch(/C4N4RY|4111111111111111/);
});

test('a call whose client goes away is marked as aborted', async () => {
  const { watch, sent, ask } = await rig((app, watched) => {
    app.use(watched);
    app.get('/slow', (_req, res) => void res.write('one'));
  });
  const abort = new AbortController();
  const response = await ask('/slow', { signal: abort.signal });
  expect(response.status).toBe(200);
  abort.abort();
  await waitFor(() => watch.stats()?.captured === 1);
  expect((await sent()).flatMap(({ calls }) => calls.marks ?? [])).toEqual([MARK.aborted]);
});

test('two apps in one process keep their calls apart, and the SDK does not report its own traffic', async () => {
  const rigs = await Promise.all(
    ['one', 'two'].map((name) =>
      rig((app, watch) => {
        app.use(watch);
        app.all(`/${name}`, (_req, res) => void res.end());
      }),
    ),
  );
  await rigs[0]?.ask('/one');
  await rigs[1]?.ask('/two');
  await rigs[0]?.ask('/one', { headers: { authorization: 'Bearer cwk_own' } });
  const routes = await Promise.all(rigs.map(async ({ sent }) => (await sent()).flatMap(({ dict }) => dict.routes)));
  expect(routes).toEqual([['/one'], ['/two']]);
  expect(rigs.map(({ watch }) => watch.stats()?.captured)).toEqual([1, 1]);
});

test.each<[string, Options]>([
  ['no key', { url: 'https://callwatch.example' }],
  ['a key that no header can carry', { key: 'a\nb', url: 'https://callwatch.example' }],
  ['no URL', { key: 'k' }],
  ['a URL that is none', { key: 'k', url: 'callwatch' }],
  ['another protocol', { key: 'k', url: 'ftp://callwatch.example' }],
  ['plain HTTP to another host', { key: 'k', url: 'http://callwatch.example' }],
])('with %s the SDK says so in one line, turns off and lets every call pass', async (_name, options) => {
  const lines: string[] = [];
  const app = express5();
  const watch = callwatch({ ...options, log: (line) => lines.push(line) });
  app.use(watch, (_req, res) => void res.end('served'));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const [response] = await once(httpRequest({ ...Object(server.address()), host: '127.0.0.1' }).end(), 'response');
  response.resume();
  expect(response.statusCode).toBe(200);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^off: /);
  expect(watch.stats()).toBeUndefined();
});
