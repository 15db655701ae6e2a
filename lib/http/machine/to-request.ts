import type { IncomingMessage } from 'node:http';

/** The head of a request as the web's Request, for the functions that routes use. */
export function toRequest(req: IncomingMessage, baseUrl: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return new Request(new URL(req.url ?? '/', baseUrl), { method: req.method ?? 'GET', headers });
}
