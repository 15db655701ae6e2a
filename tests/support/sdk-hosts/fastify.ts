import { Readable } from 'node:stream';
import fastify from 'fastify';
import { callwatch } from '../../../sdk/src/adapters/fastify';
import type { Host } from './host';
import { throwing, unreadable } from './misbehaviour';

export async function startFastify(isWatched: boolean): Promise<Host> {
  const app = fastify();
  const watch = callwatch({ consumer: throwing });
  if (isWatched) await app.register(watch);
  app.get<{ Params: { id: string } }>('/users/:id', (request) => ({ id: request.params.id }));
  app.post('/login', (_request, reply) => reply.code(401).send({ error: 'wrong password' }));
  app.get('/stream', (_request, reply) => reply.send(Readable.from(['one', 'two'])));
  app.get('/empty', (_request, reply) => reply.code(204).send());
  app.get('/evil', (request, reply) => {
    request.body = unreadable();
    return reply.code(429).header('retry-after', '3').send('slow down');
  });
  app.get('/boom', () => {
    throw new RangeError('boom');
  });
  await app.ready();
  return { server: app.server, watch };
}
