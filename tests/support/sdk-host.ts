// A host that the SDK runs in, as a process of its own: a small Express app that says how it ended.
import express, { type NextFunction, type Request, type Response } from 'express';
import { callwatch } from '../../sdk/src/adapters/express';

const mode = process.env.HOST_MODE ?? 'sdk';
let uncaught = 0;
process.on('uncaughtException', () => (uncaught += 1));
process.on('unhandledRejection', () => (uncaught += 1));
if (mode === 'handler') process.on('SIGTERM', () => server.close(() => (process.exitCode = 7)));

const app = express();
app.disable('x-powered-by');
const watch = callwatch({
  consumer: () => {
    throw new Error('a callback of the host that throws');
  },
});
if (mode !== 'plain') app.use(watch);
app.use(express.json());
app.get('/users/:id', (req, res) => void res.json({ id: req.params.id }));
app.post('/login', (_req, res) => void res.status(401).json({ error: 'wrong password' }));
app.get('/stream', (_req, res) => {
  res.write('one');
  setTimeout(() => res.end('two'), 5);
});
app.get('/empty', (_req, res) => void res.status(204).end());
app.get('/evil', (req, res) => {
  req.body = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('trap');
      },
    },
  );
  res.set('Retry-After', '3').status(429).end('slow down');
});
app.get('/boom', () => {
  throw new RangeError('boom');
});
app.use(callwatch.errors);
app.use((error: Error, _req: Request, res: Response, _next: NextFunction) => void res.status(500).end(error.message));

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});
let closedAt = 0;
process.on('message', () => {
  process.disconnect();
  server.close(() => (closedAt = performance.now()));
});
process.on('exit', () => {
  const lastMs = closedAt === 0 ? -1 : performance.now() - closedAt;
  console.log(JSON.stringify({ uncaught, lastMs, stats: watch.stats() ?? null }));
});
