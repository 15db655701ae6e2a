import type { IncomingMessage, ServerResponse } from 'node:http';
import { marks, noteError, plainPath, Watch, type Attempt, type Control, type Options, type Stats } from '../../core';
import { joined, routesOf, templateOf, type App, type Route } from './routes';

export type { Attempt, Options, Stats };

interface Request extends IncomingMessage {
  app?: App;
  route?: Route;
  baseUrl?: string;
  originalUrl?: string;
  body?: unknown;
}
type Next = (error?: unknown) => void;

export interface Middleware extends Control {
  (request: Request, response: ServerResponse, next: Next): void;
}

function routeOf({ app, route, baseUrl = '' }: Request, path: string): string | undefined {
  return route && (templateOf(route, path, app) ?? joined(plainPath(baseUrl), route));
}

function create(options?: Options): Middleware {
  const watch = new Watch<Request>({ routeOf, routesLate: true }, options);
  let isDeclared = false;
  const middleware = (request: Request, response: ServerResponse, next: Next): void => {
    const { app } = request;
    if (app && !isDeclared) {
      isDeclared = true;
      watch.declareRoutes(() => routesOf(app));
    }
    if (!watch.observe(request, response, request)) next();
  };
  return Object.assign(middleware, watch.control);
}

/**
 * `app.use(callwatch({ key }))`, before the routes. Reports every call to Callwatch and honours its response actions.
 * Without a usable key or URL it logs one line and does nothing. Never throws.
 */
export const callwatch = Object.assign(create, marks, {
  /** `app.use(callwatch.errors)`, after the routes: notes the class name of the error and passes it on. */
  // oxlint-disable-next-line max-params -- Express tells error handlers by their four parameters
  errors: (error: unknown, request: IncomingMessage, _response: ServerResponse, next: Next): void => {
    noteError(request, error);
    next(error);
  },
});
