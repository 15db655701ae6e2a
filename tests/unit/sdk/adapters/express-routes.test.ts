import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import express5 from 'express';
import express4 from 'express4';
import Router22 from 'router22';
import { afterEach, expect, test } from 'vitest';
import { routesOf, templateOf, type App, type Route } from '../../../../sdk/src/adapters/express/routes';

const isRoute = (value: unknown): value is Route => typeof value === 'object' && value !== null;
const isApp = (value: unknown): value is App => typeof value === 'function';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function serve(listener: RequestListener): Promise<(path: string) => Promise<void>> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  closing.push(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return async (path) => void (await fetch(`http://127.0.0.1:${port}${path}`)).arrayBuffer();
}

const versions = [
  ['4', express4],
  ['5', express5],
] as const;

for (const [version, express] of versions) {
  async function templates(build: (app: ReturnType<typeof express5>) => void, paths: string[]) {
    const seen: (string | undefined)[] = [];
    const app = express();
    app.use((req: express5.Request, res: express5.Response, next: () => void) => {
      res.on('finish', () => {
        const path = req.originalUrl.replace(/\?.*/, '');
        seen.push(isRoute(req.route) ? templateOf(req.route, path, isApp(req.app) ? req.app : undefined) : undefined);
      });
      next();
    });
    build(app);
    app.use((_error: unknown, _req: unknown, res: express5.Response, _next: unknown) => void res.status(500).end());
    const get = await serve(app);
    for (const path of paths) await get(path);
    return { seen, app };
  }
  const answer = (_req: unknown, res: express5.Response) => void res.end('ok');

  test(`Express ${version}: name the route with its parameters, whatever the values`, async () => {
    const { seen } = await templates((app) => app.get('/users/:id', answer), ['/users/1?x=1', '/users/ada']);
    expect(seen).toEqual(['/users/:id', '/users/:id']);
  });

  test(`Express ${version}: are undefined where no route matched`, async () => {
    const { seen } = await templates((app) => app.get('/users', answer), ['/nothing', '/users']);
    expect(seen).toEqual([undefined, '/users']);
  });

  test(`Express ${version}: hold every mount point, parameters of parents included, never their values`, async () => {
    const { seen } = await templates(
      (app) => {
        const orders = express.Router({ mergeParams: true });
        orders.get('/', answer).get('/:order/items', answer);
        const tenants = express.Router();
        tenants.use('/users/:user/orders', orders);
        app.use('/api/:tenant', tenants);
      },
      ['/api/acme/users/7/orders/', '/api/users/users/orders/orders/9/items', '/api/0/users/1/orders/2/items'],
    );
    const orders = '/api/:tenant/users/:user/orders';
    expect(seen).toEqual([orders, `${orders}/:order/items`, `${orders}/:order/items`]);
  });

  test(`Express ${version}: tell the mount points of one router apart`, async () => {
    const { seen } = await templates(
      (app) => {
        const shared = express.Router();
        shared.get('/ping', answer);
        app.use('/v1', shared).use('/v2', shared);
      },
      ['/v1/ping', '/v2/ping', '/v1/ping'],
    );
    expect(seen).toEqual(['/v1/ping', '/v2/ping', '/v1/ping']);
  });

  test(`Express ${version}: keep the mount point when a nested handler throws`, async () => {
    const { seen } = await templates(
      (app) => {
        const router = express.Router();
        router.get('/:id', () => {
          throw new RangeError('no');
        });
        app.use('/things', router);
      },
      ['/things/5', '/things/6'],
    );
    expect(seen).toEqual(['/things/:id', '/things/:id']);
  });

  test(`Express ${version}: reach into mounted apps`, async () => {
    const { seen } = await templates(
      (app) => {
        const admin = express();
        admin.get('/jobs/:job', answer);
        app.use('/admin', admin);
      },
      ['/admin/jobs/3'],
    );
    expect(seen).toEqual(['/admin/jobs/:job']);
  });

  test(`Express ${version}: do not follow the spelling that a caller chooses`, async () => {
    const { seen } = await templates(
      (app) => {
        const router = express.Router();
        router.get('/x', answer);
        app.use('/shop', router);
      },
      ['/shop/x', '/SHOP/X', '/sHoP/x'],
    );
    expect(seen).toEqual(['/shop/x', '/shop/x', '/shop/x']);
  });

  test(`Express ${version}: are listed for the heartbeat once their mount point is known`, async () => {
    const { app } = await templates(
      (app) => {
        const router = express.Router();
        router.get('/:id', answer).delete('/:id', answer);
        app.get('/health', answer).post('/login', answer).use('/things', router);
      },
      ['/things/1'],
    );
    const expected = ['GET /health', 'POST /login', 'GET /things/:id', 'DELETE /things/:id'];
    expect(isApp(app) ? routesOf(app) : []).toEqual(expect.arrayContaining(expected));
  });
}

test('the router of Express 5.0 to 5.2, which forgets what it was mounted at, gives the same templates', async () => {
  const inner = Router22();
  inner.get('/:item', (_req: unknown, res: { end(): void }) => res.end());
  const root = Router22();
  root.use('/carts/:cart', inner);
  const app: App = { router: root };
  const seen: unknown[] = [];
  const get = await serve((req, res) => {
    const path = String(req.url);
    root(req, res, () => res.end());
    res.on('finish', () => seen.push('route' in req && isRoute(req.route) && templateOf(req.route, path, app)));
  });
  await get('/carts/7/9');
  await get('/carts/carts/1');
  expect(seen).toEqual(['/carts/:cart/:item', '/carts/:cart/:item']);
});
