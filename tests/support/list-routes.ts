import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { RouteHandler } from '../../lib/http';

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
