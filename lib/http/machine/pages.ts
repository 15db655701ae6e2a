import type { IncomingMessage, ServerResponse } from 'node:http';

export type PageHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

interface Pages {
  handle: PageHandler;
  close(): Promise<void>;
}

/** Loads Next, which serves pages and API routes of a production build. Only processes of the role `web` do. */
export async function openPages(place: { dir: string; hostname: string; port: number }): Promise<Pages> {
  const { default: next } = await import('next');
  const app = next({ dev: false, ...place });
  await app.prepare();
  return { handle: app.getRequestHandler(), close: () => app.close() };
}
