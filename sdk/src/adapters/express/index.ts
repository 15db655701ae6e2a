import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  createObserver,
  errorName,
  MARK,
  note,
  observe,
  pathOf,
  redactUrl,
  type Attempt,
  type Options,
  type Stats,
} from '../../core';
import { isApp, isRoute, routesOf, templateOf } from './routes';

export type { Attempt, Options, Stats };

interface Request extends IncomingMessage {
  app?: unknown;
  route?: unknown;
  baseUrl?: string;
  originalUrl?: string;
  body?: unknown;
}
type Next = (error?: unknown) => void;

export interface Middleware {
  (request: Request, response: ServerResponse, next: Next): void;
  /** Exact at any moment: captured = acknowledged + dropped + queued. Undefined when the SDK is off. */
  stats(): Stats | undefined;
  /** Sends what is queued; gives up after `ms` (default 2,000) or at the first failure. */
  flush(ms?: number): Promise<void>;
  /** Flushes and stops. */
  close(): Promise<void>;
}

const NONE: ReadonlySet<string> = new Set();

function routeOf(request: Request, url: string): string | undefined {
  const { route, app, baseUrl = '' } = request;
  if (!isRoute(route)) return undefined;
  return templateOf(route, pathOf(url), isApp(app) ? app : undefined) ?? redactUrl(baseUrl, NONE) + String(route.path);
}

function create(options: Options = {}): Middleware {
  const observer = createObserver(options);
  const client = observer?.client;
  let seen = false;
  const watch = (request: Request, response: ServerResponse): boolean => {
    if (observer === undefined) return true;
    const { app } = request;
    if (!seen && isApp(app)) {
      seen = true;
      observer.client.declareRoutes(() => routesOf(app));
    }
    const url = request.originalUrl ?? request.url ?? '';
    const decision = observe(
      observer,
      { request, response },
      { url, route: () => routeOf(request, url), body: () => request.body },
    );
    if (decision === undefined) return true;
    response.statusCode = decision.status;
    if (decision.retryAfter > 0) response.setHeader('Retry-After', decision.retryAfter);
    response.end(decision.status === 403 ? 'Forbidden' : 'Too Many Requests');
    return false;
  };
  const middleware = (request: Request, response: ServerResponse, next: Next): void => {
    let pass = true;
    try {
      pass = watch(request, response);
    } catch {
      // Whatever went wrong in here, the host's request goes on.
    }
    if (pass) next();
  };
  return Object.assign(middleware, {
    stats: () => client?.stats(),
    flush: async (ms?: number) => client?.flush(ms),
    close: async () => client?.close(),
  });
}

/**
 * `app.use(callwatch({ key }))`, before the routes. Reports every call to Callwatch and honours its response actions.
 * Without a usable key or URL it logs one line and does nothing. Never throws.
 */
export const callwatch = Object.assign(create, {
  /** Marks a call as a login attempt, for logins that are not a POST on a usual login route. */
  login: (request: IncomingMessage, attempt: Attempt): void => note(request, { attempt }),
  /** Marks a call as the check of a one-time code. */
  otp: (request: IncomingMessage, attempt: Attempt): void => note(request, { attempt, marks: MARK.otp }),
  /** Marks a call as a request for a password reset. */
  passwordReset: (request: IncomingMessage, attempt: Attempt): void =>
    note(request, { attempt, marks: MARK.passwordReset }),
  /** `app.use(callwatch.errors)`, after the routes: notes the class name of the error and passes it on. */
  // oxlint-disable-next-line max-params -- Express tells error handlers by their four parameters
  errors: (error: unknown, request: IncomingMessage, _response: ServerResponse, next: Next): void => {
    note(request, { error: errorName(error) });
    next(error);
  },
});
