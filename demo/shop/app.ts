import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import { callwatch, type Middleware } from 'callwatch/express';
import { drawOutcome, logNormal, type Random } from '../random';
import { customer, CUSTOMER_COUNT } from './clients';
import { LIMITED, LOGIN, SHOP_ENDPOINTS, type ShopEndpoint } from './endpoints';
import { createLimiter } from './limiter';

export interface ShopOptions {
  /** Where Callwatch listens. */
  url: string;
  key: string;
  random: Random;
}

const VERBS = { GET: 'get', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const;

const passwords = new Map(Array.from({ length: CUSTOMER_COUNT }, (_, i) => [customer(i).email, customer(i).password]));

function body(status: number, bytes: number): string | undefined {
  if (status === 204 || status === 304) return undefined;
  const frame = JSON.stringify(status < 400 ? { data: '' } : { error: { status, message: 'refused' } });
  return status < 400 ? JSON.stringify({ data: 'x'.repeat(Math.max(0, bytes - frame.length)) }) : frame;
}

function answer(res: Response, { status, bytes, afterMs }: { status: number; bytes: number; afterMs: number }): void {
  setTimeout(() => res.status(status).type('application/json').send(body(status, bytes)), afterMs);
}

function signIn(random: Random) {
  return (req: Request<unknown, unknown, { email?: string; password?: string } | undefined>, res: Response): void => {
    const { email = '', password } = req.body ?? {};
    const right = password !== undefined && passwords.get(email) === password;
    answer(res, {
      status: right ? 200 : 401,
      bytes: LOGIN.responseBytes,
      afterMs: logNormal(random, LOGIN.medianMs, LOGIN.spread),
    });
  };
}

function serve(random: Random, endpoint: ShopEndpoint) {
  return (_req: Request, res: Response): void => {
    const status = drawOutcome(random, endpoint.failures) ?? endpoint.status;
    // What fails does so before the work is done; time-outs do so after it.
    const medianMs = status === 504 ? 3_000 : status >= 400 ? endpoint.medianMs / 2 : endpoint.medianMs;
    const bytes = endpoint.responseBytes * (0.6 + 0.8 * random());
    answer(res, { status, bytes, afterMs: logNormal(random, medianMs, endpoint.spread) });
  };
}

/** Answers 429 to an address that asks too often, and says when it may come again. */
function limit() {
  const limiter = createLimiter(LIMITED);
  return (req: Request, res: Response, next: NextFunction): void => {
    const seconds = limiter.take(req.ip ?? '', performance.now());
    if (seconds === null) next();
    else res.set('retry-after', String(seconds)).status(429).type('application/json').send(body(429, 0));
  };
}

export interface Shop {
  app: Express;
  /** The SDK in it. */
  watch: Middleware;
}

/** The monitored API: an ordinary Express app and the two lines of the SDK. */
export function createShop({ url, key, random }: ShopOptions): Shop {
  const app = express();
  const watch = callwatch({
    url,
    key,
    allowInsecureTransport: true, // Callwatch may listen on an address of this machine that is not loopback
    trustedProxies: ['127.0.0.0/8'],
    consumer: ({ headers }) => headers['x-client']?.toString(),
  });
  app.use(watch);
  app.set('trust proxy', 'loopback');
  app.use(express.json());
  app.post(LOGIN.route, signIn(random));
  for (const endpoint of SHOP_ENDPOINTS) {
    const handlers = endpoint.route === LIMITED.route ? [limit(), serve(random, endpoint)] : [serve(random, endpoint)];
    app[VERBS[endpoint.method]](endpoint.route, ...handlers);
  }
  return { app, watch };
}
