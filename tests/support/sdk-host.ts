// A host that the SDK runs in, as a process of its own: a small app that says how it ended.
import { startExpress } from './sdk-hosts/express';
import { startFastify } from './sdk-hosts/fastify';
import { startNode } from './sdk-hosts/node';

let uncaught = 0;
process.on('uncaughtException', () => (uncaught += 1));
process.on('unhandledRejection', () => (uncaught += 1));

const { HOST_MODE: mode = 'sdk', HOST_FRAMEWORK: framework = 'express' } = process.env;
const start = { express: startExpress, fastify: startFastify, node: startNode }[framework] ?? startExpress;
const { server, watch } = await start(mode !== 'plain');
if (mode === 'handler') process.on('SIGTERM', () => server.close(() => (process.exitCode = 7)));

server.listen(0, '127.0.0.1', () => {
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
