// A small Express API with one of the libraries in it, as hosts load them: CommonJS, before Express. A process of its own.
const { createRequire } = require('node:module');
const path = require('node:path');

const { SINK = '', PEER = '' } = process.env;
const variant = process.argv[2] ?? 'bare';
const root = path.resolve(__dirname, '../..');
/** @param {string} name */
const peer = (name) => createRequire(path.join(PEER, 'package.json'))(name);

const consumerOf = (/** @type {import('express').Request} */ request) => request.get('x-client');

/** @type {Record<string, () => (app: import('express').Express) => void>} */
const variants = {
  bare: () => () => {},
  callwatch() {
    const { callwatch } = require(path.join(root, 'sdk/dist/express.cjs'));
    return (app) => app.use(callwatch({ key: 'cwk_bench', url: SINK, consumer: consumerOf }));
  },
  apitally() {
    const { useApitally } = peer('apitally/express');
    const clientId = '6b1f5f0a-3a53-4f0b-9f7e-0d6b0b0e8a11';
    return (app) => useApitally(app, { clientId, env: 'bench' });
  },
  opentelemetry() {
    const { NodeSDK } = peer('@opentelemetry/sdk-node');
    const { OTLPTraceExporter } = peer('@opentelemetry/exporter-trace-otlp-http');
    const { HttpInstrumentation } = peer('@opentelemetry/instrumentation-http');
    const { ExpressInstrumentation } = peer('@opentelemetry/instrumentation-express');
    new NodeSDK({
      serviceName: 'bench',
      traceExporter: new OTLPTraceExporter({ url: `${SINK}/v1/traces` }),
      instrumentations: [new HttpInstrumentation(), new ExpressInstrumentation()],
    }).start();
    return () => {};
  },
  sentry() {
    const sentry = peer('@sentry/node');
    sentry.init({ dsn: SINK.replace('//', '//key@') + '/1', tracesSampleRate: 1 });
    return (app) => sentry.setupExpressErrorHandler(app);
  },
};

const use = variants[variant]?.() ?? (() => {});
const express = require('express');
const app = express();
if (variant !== 'sentry') use(app);
app.use(express.json());
app.get('/users/:id', (request, response) => {
  response.json({ id: request.params.id, name: 'Ada Lovelace', plan: 'team', tags: ['a', 'b', 'c'] });
});
if (variant === 'sentry') use(app);

/** @type {NodeJS.CpuUsage | undefined} */
let before;
process.on('message', (/** @type {'start' | 'stop'} */ message) => {
  if (message === 'start') before = process.cpuUsage();
  const { user, system } = process.cpuUsage(before);
  process.send?.({ cpuUs: user + system });
});
process.on('disconnect', () => process.exit());
const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: Object(server.address()).port }));
