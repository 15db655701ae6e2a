import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { z } from 'zod';
import { createMethodBook, isReadable } from './api-methods';

export type PageHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

interface Pages {
  handle: PageHandler;
  /** Verbs that a path of the API answers; none when there is no such path. */
  methodsOf(path: string): readonly string[];
  close(): Promise<void>;
}

const apiMethods = z.record(z.string(), z.array(z.string()));

/** The table that the build leaves beside the pages, see scripts/start/api-methods.mjs. */
const readApiMethods = (dir: string) =>
  apiMethods.parse(JSON.parse(readFileSync(path.join(dir, '.next', 'api-methods.json'), 'utf8')));

/** No page has this path, so that Next answers it with its page for that. */
const NOWHERE = '/-';

/** Next breaks off at a path that it cannot decode: it gets one that there is not instead. */
const withReadablePath =
  (handle: PageHandler): PageHandler =>
  (req, res) => {
    if (!isReadable(pathOf(req))) req.url = NOWHERE;
    return handle(req, res);
  };

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

/** Loads Next, which serves pages and API routes of a production build. Only processes of the role `web` do. */
export async function openPages(place: { dir: string; hostname: string; port: number }): Promise<Pages> {
  const methodsOf = createMethodBook(readApiMethods(place.dir));
  const { default: next } = await import('next');
  const app = next({ dev: false, ...place });
  await app.prepare();
  return { handle: withReadablePath(app.getRequestHandler()), methodsOf, close: () => app.close() };
}
