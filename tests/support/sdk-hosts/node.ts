import { createServer, type IncomingMessage } from 'node:http';
import { callwatch } from '../../../sdk/src/adapters/node';
import type { Host } from './host';
import { throwing, unreadable } from './misbehaviour';

export function startNode(isWatched: boolean): Host {
  const server = createServer((request: IncomingMessage & { body?: unknown }, response) => {
    request.body = unreadable();
    if (request.url === '/stream') {
      response.write('one');
      setTimeout(() => response.end('two'), 5);
    } else if (request.url === '/empty') response.writeHead(204).end();
    else if (request.url === '/boom') response.writeHead(500).end('boom');
    else response.writeHead(request.method === 'POST' ? 401 : 200, { 'content-type': 'text/plain' }).end('hello');
  });
  const options = { consumer: throwing, route: throwing };
  const off = { log: () => undefined };
  return { server, watch: isWatched ? callwatch(server, options) : callwatch(createServer(), off) };
}
