import type { Block } from './documents';

/** A call that has to come of a snippet: `METHOD path`, how the API answers, and what is stored of it. */
export interface Wanted {
  asks: string;
  status: number;
  route: string;
  /** Two low bits of its flags: 1 success, 2 failure. */
  login?: number;
}

/** What is around a snippet, which shows a part of an API, so that it is one that listens. */
interface Host {
  document: string;
  /** A text that only this snippet holds. */
  holds: string;
  before?: string;
  after?: string;
  wants: readonly Wanted[];
}

const USER: Wanted = { asks: 'GET /users/7', status: 200, route: '/users/:id' };
const USERS = `app.get('/users/:id', (_req, res) => void res.json({}));\napp.listen(8080);`;
const EXPRESS = `import express from 'express';\nimport { callwatch } from 'callwatch/express';\nconst app = express();`;
const SDK = 'sdk/README.md';

export const HOSTS: readonly Host[] = [
  { document: 'README.md', holds: 'callwatch/express', after: USERS, wants: [USER] },
  {
    document: 'README.md',
    holds: 'callwatch/fastify',
    before: `import fastify from 'fastify';\nconst app = fastify();`,
    after: `app.get('/users/:id', () => ({}));\nawait app.listen({ port: 8080 });`,
    wants: [USER],
  },
  {
    document: 'README.md',
    holds: 'callwatch/node',
    before: `import { createServer } from 'node:http';\nconst server = createServer((_req, res) => res.end());`,
    after: 'server.listen(8080);',
    wants: [USER],
  },
  { document: SDK, holds: 'app.use(express.json());', wants: [USER] },
  {
    document: SDK,
    holds: 'app.use(callwatch.errors);',
    before: `${EXPRESS}\napp.use(callwatch({ key: process.env.CALLWATCH_KEY, url: 'http://127.0.0.1:3000' }));
app.get('/broken', () => {\n  throw new TypeError('broken');\n});`,
    after: 'app.listen(8080);',
    wants: [{ asks: 'GET /broken', status: 500, route: '/broken' }],
  },
  { document: SDK, holds: 'fastify();', wants: [USER] },
  { document: SDK, holds: "res.end('hello')", wants: [USER] },
  {
    document: SDK,
    holds: 'callwatch(server, { route:',
    before: `import { createServer } from 'node:http';\nimport { callwatch } from 'callwatch/node';
const server = createServer((_req, res) => res.end());`,
    after: 'server.listen(8080);',
    wants: [USER],
  },
  { document: SDK, holds: 'watch.close()', before: EXPRESS, after: USERS, wants: [USER] },
  {
    document: SDK,
    holds: 'callwatch.login(',
    before: `${EXPRESS}\napp.use(callwatch({ key: process.env.CALLWATCH_KEY, url: 'http://127.0.0.1:3000' }));`,
    after: 'app.listen(8080);',
    wants: [
      { asks: 'POST /graphql', status: 200, route: '/graphql', login: 2 },
      { asks: 'POST /code', status: 204, route: '/code', login: 1 },
      { asks: 'POST /forgotten', status: 202, route: '/forgotten' },
    ],
  },
  {
    document: 'docs/guides/opentelemetry.md',
    holds: 'function markLogin',
    before: `import { createServer } from 'node:http';
import { context, SpanKind } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const batches = new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: 100 });
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [batches] }));
const attributes = { 'http.request.method': 'POST', 'http.route': '/login', 'http.response.status_code': 401 };`,
    after: `createServer((_req, res) =>
  trace.getTracer('shop').startActiveSpan('POST /login', { kind: SpanKind.SERVER, attributes }, (span) => {
    markLogin('ada@example.com', false);
    res.writeHead(401).end();
    span.end();
  })).listen(8080);`,
    wants: [{ asks: 'POST /login', status: 401, route: '/login', login: 2 }],
  },
  {
    document: 'docs/guides/webhooks.md',
    holds: 'webhook.verify',
    before: 'const app = express();\nconst handle = (id, message) => console.log(id, message.type);',
    after: 'app.listen(8080);',
    wants: [],
  },
];

/** The hosts of a snippet: one, or the document is not up to the list. */
export const hostsOf = ({ document, text }: Block): Host[] =>
  HOSTS.filter((host) => host.document === document && text.includes(host.holds));

/** The whole program of a snippet. */
export function programOf(block: Block): string {
  const [{ before = '', after = '' } = {}] = hostsOf(block);
  return `${before}\n${block.text}\n${after}\nexport {};\n`;
}
