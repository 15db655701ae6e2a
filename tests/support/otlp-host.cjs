// An Express API as its owner instruments it with OpenTelemetry: set up before Express is loaded, nothing in the app that
// knows Callwatch but the marks of a login. A process of its own; tells its finished server spans and how exports ended.
const { context, diag, DiagLogLevel, propagation, trace } = require('@opentelemetry/api');
const { AsyncLocalStorageContextManager } = require('@opentelemetry/context-async-hooks');
const { ExportResultCode, getRPCMetadata, W3CTraceContextPropagator } = require('@opentelemetry/core');
const { ExpressInstrumentation } = require('@opentelemetry/instrumentation-express');
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BatchSpanProcessor, TracerProvider } = require('@opentelemetry/sdk-trace');

const {
  OTLP_URL: url = '',
  OTLP_KEY: key = '',
  OTLP_PROTOCOL = 'proto',
  OTLP_COMPRESSION,
  OTLP_ENVIRONMENT,
} = process.env;
const { OTLPTraceExporter } =
  OTLP_PROTOCOL === 'http'
    ? require('@opentelemetry/exporter-trace-otlp-http')
    : require('@opentelemetry/exporter-trace-otlp-proto');
const SERVER = 1; // SpanKind of the API; one more on the wire

/** @type {object[]} */
const spans = [];
/** @type {object[]} */
const ended = [];
/** @type {string[]} */
const warnings = [];
const nothing = () => {};
const warn = (/** @type {unknown[]} */ ...texts) => warnings.push(texts.join(' '));
diag.setLogger({ error: nothing, warn, info: nothing, debug: nothing, verbose: nothing }, DiagLogLevel.WARN);

const exporter = new OTLPTraceExporter({
  url,
  headers: { authorization: `Bearer ${key}` },
  ...(OTLP_COMPRESSION && { compression: OTLP_COMPRESSION }),
});
const watched = {
  /** @param {any[]} batch @param {(result: any) => void} done */
  export(batch, done) {
    exporter.export(batch, (/** @type {any} */ result) => {
      const { code, error } = result;
      ended.push({ ok: code === ExportResultCode.SUCCESS, spans: batch.length, status: error?.code ?? null });
      done(result);
    });
  },
  shutdown: () => exporter.shutdown(),
  forceFlush: () => exporter.forceFlush(),
};
const noted = {
  onStart: nothing,
  /** @param {any} span */
  onEnd(span) {
    if (span.kind !== SERVER) return;
    const { attributes, endTime, startTime } = span;
    const [startUs, endUs] = [startTime, endTime].map(([s, ns]) => s * 1_000_000 + Math.floor(ns / 1_000));
    spans.push({ traceId: span.spanContext().traceId, attributes, startUs, endUs });
  },
  shutdown: () => Promise.resolve(),
  forceFlush: () => Promise.resolve(),
};
const batches = new BatchSpanProcessor({ exporter: watched, scheduledDelayMillis: 3_600_000 });
const provider = new TracerProvider({
  resource: resourceFromAttributes({
    'service.name': 'shop',
    ...(OTLP_ENVIRONMENT && { 'deployment.environment.name': OTLP_ENVIRONMENT }),
  }),
  spanProcessors: [noted, batches],
});
trace.setGlobalTracerProvider(provider);
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
new HttpInstrumentation().setTracerProvider(provider);
new ExpressInstrumentation().setTracerProvider(provider);

const express = require('express');
const http = require('node:http');

const app = express();
app.use(express.json());
app.get('/users/:id', (request, response) => void response.json({ id: request.params.id }));
app.get('/slow/:ms', (request, response) => {
  setTimeout(() => response.status(202).end(), Number(request.params.ms));
});
app.get('/broken', () => {
  throw new TypeError('broken on purpose');
});
// a client span, which is no call of this API
app.get('/relay', (request, response) => {
  http.get({ port: request.socket.localPort, path: '/users/1' }, (inner) => {
    inner.resume().on('end', () => response.json({ status: inner.statusCode }));
  });
});
app.post('/login', (request, response) => {
  const outcome = request.body.password === 'right' ? 'success' : 'failure';
  // the current span is that of the handler, inside the one of the server
  const span = outcome === 'failure' ? trace.getActiveSpan() : getRPCMetadata(context.active())?.span;
  span?.setAttributes({
    'callwatch.login_outcome': outcome,
    'callwatch.account_hash': request.body.hash,
    'enduser.id': 'acme',
  });
  response.status(outcome === 'success' ? 200 : 401).end();
});
// more than anybody takes
app.get('/big', (request, response) => {
  trace.getActiveSpan()?.setAttribute('note', 'x'.repeat(21 << 20));
  response.end();
});
const orders = express.Router();
orders.delete('/:order', (request, response) => void response.sendStatus(204));
app.use('/orders', orders);
app.use(
  (/** @type {Error} */ error, /** @type {any} */ request, /** @type {any} */ response, /** @type {any} */ next) => {
    if (response.headersSent) return next(error);
    response.status(500).end();
  },
);

process.on('message', async (/** @type {'flush' | 'spans'} */ message) => {
  if (message === 'flush') await batches.forceFlush().catch(nothing); // how it ended is in `exports`
  process.send?.({ spans, exports: ended, warnings });
});
process.on('disconnect', () => process.exit());
const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: Object(server.address()).port }));
