export interface SnippetInput {
  /** Public base URL of this Callwatch. */
  url: string;
  /** The new key while it is shown; null once only its hash is known. */
  key: string | null;
}

interface InstallInput extends SnippetInput {
  /** Where this Callwatch lies on the machine of whoever reads it; null where that is not known. */
  clone: string | null;
}

/** A word of the shell, whatever stands in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** What is typed once in the shell. The package lies in this Callwatch's own folder `sdk`, where no start builds it. */
export function installSnippet({ key, clone }: InstallInput): string {
  return `callwatch=${clone === null ? '/path/to/callwatch' : quoted(clone)}
npm run build -w sdk --prefix "$callwatch" && npm install "$callwatch/sdk"
export CALLWATCH_KEY=${key ?? 'your-ingest-key'}`;
}

/** The two lines of the SDK in an Express app. */
export function expressSnippet({ url }: SnippetInput): string {
  return `import { callwatch } from 'callwatch/express';
// or, in CommonJS: const { callwatch } = require('callwatch/express');

app.use(callwatch({
  url: '${url}',
  key: process.env.CALLWATCH_KEY,
  consumer: (req) => req.headers['x-client']?.toString(),
}));`;
}

/** The two lines of the SDK in a Fastify app. */
export function fastifySnippet({ url }: SnippetInput): string {
  return `import { callwatch } from 'callwatch/fastify';
// or, in CommonJS: const { callwatch } = require('callwatch/fastify');

await app.register(callwatch({
  url: '${url}',
  key: process.env.CALLWATCH_KEY,
  consumer: (req) => req.headers['x-client']?.toString(),
}));`;
}

/** The two lines of the SDK beside a server of node:http. */
export function nodeSnippet({ url }: SnippetInput): string {
  return `import { callwatch } from 'callwatch/node';
// or, in CommonJS: const { callwatch } = require('callwatch/node');

callwatch(server, {
  url: '${url}',
  key: process.env.CALLWATCH_KEY,
  consumer: (req) => req.headers['x-client']?.toString(),
});`;
}

/** One call by hand, for APIs without the SDK and to see that ingest works. */
export function curlSnippet({ url, key }: SnippetInput): string {
  const call = `{"calls":[{"finishedAt":"'$(date -u +%FT%TZ)'","method":"GET",
       "route":"/v1/products","status":200,"durationMs":38}]}`;
  return `export CALLWATCH_KEY=${key ?? 'your-ingest-key'}

curl ${url}/api/v1/calls \\
  -H "authorization: Bearer $CALLWATCH_KEY" \\
  -H "content-type: application/json" \\
  -d '${call}'`;
}

/** Where an API that is instrumented with OpenTelemetry exports its traces to; the same in every language. */
export function exporterSnippet({ url, key }: SnippetInput): string {
  return `export CALLWATCH_KEY=${key ?? 'your-ingest-key'}
export OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${url}/api/otlp/v1/traces
export OTEL_EXPORTER_OTLP_TRACES_HEADERS="Authorization=Bearer%20$CALLWATCH_KEY"
export OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf
export OTEL_TRACES_EXPORTER=otlp OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none
export OTEL_TRACES_SAMPLER=always_on`;
}

/** An API in Node that is not instrumented yet. */
export function instrumentSnippet(): string {
  return `npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node
NODE_OPTIONS='--require @opentelemetry/auto-instrumentations-node/register' node server.js`;
}
