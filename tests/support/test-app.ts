import pino from 'pino';
import { createAuth } from '../../lib/auth';
import { CLIENT_ADDRESS_HEADER, setRuntime, type RouteHandler, type Runtime } from '../../lib/http';
import { connect } from '../../lib/storage';
import { createTestDatabase } from './database';
import { testEnv } from './test-env';

export const TEST_URL = 'http://callwatch.test';

export interface TestApp {
  runtime: Runtime;
  /** Of the application's role, past a pooler: to listen, or lock. */
  databaseUrl: string;
  /** Lines that were logged. */
  logged: string[];
  /** Moves the clock of the runtime. */
  advance(ms: number): void;
  close(): Promise<void>;
}

/** A database of the test's own and the runtime that route handlers find, without a server. One for each test file. */
export async function createTestApp(url = TEST_URL): Promise<TestApp> {
  const database = await createTestDatabase();
  const storage = connect({ url: database.appUrl, max: 8, applicationName: 'test', onIdleError: () => undefined });
  const logged: string[] = [];
  let skewMs = 0;
  const secret = 'a-secret-of-the-tests-with-32-characters';
  const auth = createAuth({
    storage,
    url,
    secret,
    clientAddressHeader: CLIENT_ADDRESS_HEADER,
    onLog: (_level, message) => logged.push(message),
  });
  const env = testEnv({ url, secret });
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const runtime = { env, storage, auth, log, version: '0.0.0', now: () => new Date(Date.now() + skewMs) };
  setRuntime(runtime);
  return {
    runtime,
    databaseUrl: database.directUrl,
    logged,
    advance: (ms) => (skewMs += ms),
    close: async () => {
      await storage.close();
      await database.drop();
    },
  };
}

export interface TestRequest {
  method?: string;
  /** With its query, below the base URL. */
  path?: string;
  params?: Record<string, string | string[]>;
  body?: unknown;
  token?: string;
  /** As `cookiesOf` gives it. */
  cookie?: string;
  /** Null sends none. */
  origin?: string | null;
  headers?: Record<string, string>;
  clientAddress?: string;
}

/** Sends a request through a route handler, as Next would. */
export function send(handler: RouteHandler, request: TestRequest): Promise<Response> {
  const { method = 'GET', path = '/', params = {}, body, token, cookie, origin = TEST_URL } = request;
  const headers = new Headers(request.headers);
  headers.set(CLIENT_ADDRESS_HEADER, request.clientAddress ?? '192.0.2.1');
  if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
  if (token) headers.set('authorization', `Bearer ${token}`);
  if (cookie) headers.set('cookie', cookie);
  if (origin) headers.set('origin', origin);
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  return handler(new Request(TEST_URL + path, { method, headers, body: text }), { params: Promise.resolve(params) });
}

/** The Cookie header that a browser would send after this answer. */
export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
}
