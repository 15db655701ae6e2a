import { readdirSync } from 'node:fs';
import path from 'node:path';
import { NATIVE_DOORS, type RouteHandler } from '../../lib/http';

const root = path.resolve(import.meta.dirname, '../..');
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

export interface FoundRoute {
  /** `METHOD /path`, the path as the folders are called. */
  name: string;
  method: string;
  handler: RouteHandler;
}

const isHandler = (value: unknown): value is RouteHandler => typeof value === 'function';

/** Every handler that a route.ts below app/api exports. */
export async function listRoutes(): Promise<FoundRoute[]> {
  const files = readdirSync(path.join(root, 'app/api'), { recursive: true, encoding: 'utf8' });
  const found: FoundRoute[] = [];
  for (const file of files.filter((name) => path.basename(name) === 'route.ts').sort()) {
    const exported = Object.entries((await import(path.join(root, 'app/api', file))) as Record<string, unknown>);
    const where = `/api/${path.dirname(file).split(path.sep).join('/')}`;
    for (const [method, handler] of exported) {
      if (METHODS.includes(method) && isHandler(handler)) found.push({ name: `${method} ${where}`, method, handler });
    }
  }
  return found;
}

/** Sends what a route handler would get through the door at `url`, and leaves a stream as soon as it begins. */
function through(url: string, pattern: string): RouteHandler {
  return async (request, segment) => {
    const { method, headers } = request;
    const params = (await segment.params) ?? {};
    const where = pattern.replace(/\[([A-Za-z]+)\]/g, (_, name: string) => String(params[name]));
    const body = method === 'GET' ? null : await request.arrayBuffer();
    const end = new AbortController();
    const answer = await fetch(url + where + new URL(request.url).search, {
      method,
      headers,
      body,
      signal: end.signal,
    });
    end.abort();
    return new Response(null, { status: answer.status, headers: answer.headers });
  };
}

/** Everything that the server answers itself; its handlers ask the server at `url`. HEAD goes where GET does. */
export function listNativeDoors(url: string): FoundRoute[] {
  return NATIVE_DOORS.flatMap(({ path: where, verbs }) =>
    verbs
      .filter((verb) => verb !== 'HEAD')
      .map((method) => ({ name: `${method} ${where}`, method, handler: through(url, where) })),
  );
}
