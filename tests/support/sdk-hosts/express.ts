import { createServer } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { callwatch } from '../../../sdk/src/adapters/express';
import type { Host } from './host';
import { throwing, unreadable } from './misbehaviour';

export function startExpress(isWatched: boolean): Host {
  const app = express();
  app.disable('x-powered-by');
  const watch = callwatch({ consumer: throwing });
  if (isWatched) app.use(watch);
  app.use(express.json());
  app.get('/users/:id', (req, res) => void res.json({ id: req.params.id }));
  app.post('/login', (_req, res) => void res.status(401).json({ error: 'wrong password' }));
  app.get('/stream', (_req, res) => {
    res.write('one');
    setTimeout(() => res.end('two'), 5);
  });
  app.get('/empty', (_req, res) => void res.status(204).end());
  app.get('/evil', (req, res) => {
    req.body = unreadable();
    res.set('Retry-After', '3').status(429).end('slow down');
  });
  app.get('/boom', () => {
    throw new RangeError('boom');
  });
  app.use(callwatch.errors);
  app.use((error: Error, _req: Request, res: Response, _next: NextFunction) => void res.status(500).end(error.message));
  return { server: createServer(app), watch };
}
