import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { marks, noteError, Watch, type Attempt, type Control, type Options as Common, type Stats } from '../core';

export type { Attempt, Stats };

/** What the adapter reads of Fastify 4 and 5. */
interface Request {
  raw: IncomingMessage;
  headers: IncomingHttpHeaders;
  originalUrl: string;
  routeOptions: { url?: string | undefined };
  body?: unknown;
}
/** `consumer` gets the request of Fastify. */
export type Options = Common<Request>;

interface Reply {
  raw: ServerResponse;
  hijack(): unknown;
}
interface Route {
  method: string | string[];
  url: string;
}
type Next = () => void;

interface App {
  addHook(name: 'onRoute', hook: (route: Route) => void): unknown;
  addHook(name: 'onRequest' | 'preValidation', hook: (request: Request, reply: Reply, next: Next) => void): unknown;
  // oxlint-disable-next-line max-params -- the shape of Fastify's hook
  addHook(name: 'onError', hook: (request: Request, reply: Reply, error: Error, next: Next) => void): unknown;
}

export interface Plugin extends Control {
  (app: App, options: unknown, done: Next): void;
}

/** Fastify makes two routes of `/` below a prefix. */
const tidy = (url = ''): string => url.replace(/(.)\/$/, '$1');

function create(options?: Options): Plugin {
  const watch = new Watch<Request>({ routeOf: ({ routeOptions }) => tidy(routeOptions.url) }, options);
  const routes = new Set<string>();
  const plugin = (app: App, _options: unknown, done: Next): void => {
    watch.declareRoutes(() => [...routes]);
    app.addHook('onRoute', ({ method, url }) => {
      for (const verb of [method].flat()) if (verb !== 'HEAD') routes.add(`${verb} ${tidy(url)}`);
    });
    app.addHook('onRequest', (request, reply, next) => {
      if (watch.observe(request.raw, reply.raw, request)) reply.hijack();
      else next();
    });
    // The body is parsed by now, so that response actions can be about the account in it.
    app.addHook('preValidation', (request, reply, next) => {
      if (watch.recheck(request.raw)) reply.hijack();
      else next();
    });
    // oxlint-disable-next-line max-params -- the shape of Fastify's hook
    app.addHook('onError', (request, _reply, error, next) => {
      noteError(request.raw, error);
      next();
    });
    done();
  };
  // For the whole app, not only for what is registered inside the plugin.
  return Object.assign(plugin, watch.control, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: 'callwatch',
  });
}

/**
 * `await app.register(callwatch({ key }))`, before the routes. Reports every call to Callwatch and honours its response
 * actions. Without a usable key or URL it logs one line and does nothing. Never throws.
 */
export const callwatch = Object.assign(create, marks);
