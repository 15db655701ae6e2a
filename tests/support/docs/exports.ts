import { attribute, bytes, exportBytes, spanBytes, type SpanInput } from '../otlp-bytes';

/** A refused login, as an API in some language exports it. */
export interface Export {
  name: string;
  /** What its exporter says of itself. */
  userAgent: string;
  body: Buffer;
  /** Spans of it that are no calls. */
  others: number;
}

export const HASH = '5c820b4a5aac8f31eb6741825bfecb8e';
const MARKS = { 'callwatch.login_outcome': 'failure', 'callwatch.account_hash': HASH };
const [SERVER, INTERNAL, CLIENT] = [2, 1, 3];
const ROOT_ID = 'b7ad6b7169203331';

/** Inside the server's span. */
const inner = (id: string, kind: number, attributes: SpanInput['attributes'] = {}): Buffer =>
  spanBytes({ id, parentId: ROOT_ID, kind, attributes });
const server = (attributes: Record<string, string | number>): Buffer =>
  spanBytes({ id: ROOT_ID, kind: SERVER, attributes: { ...attributes, ...MARKS } });

const sdk = (language: string, version: string) => ({
  'telemetry.sdk.language': language,
  'telemetry.sdk.name': 'opentelemetry',
  'telemetry.sdk.version': version,
  'service.name': 'shop',
});

/** FastAPI below uvicorn: the conventions of before, and a span for each message of ASGI. */
const python: Export = {
  name: 'Python, opentelemetry-instrument with FastAPI',
  userAgent: 'OTel-OTLP-Exporter-Python/1.38.0',
  others: 2,
  body: exportBytes(
    [
      inner('00000000000000a1', INTERNAL, { 'asgi.event.type': 'http.response.start', 'http.status_code': 401 }),
      inner('00000000000000a2', INTERNAL, { 'asgi.event.type': 'http.response.body' }),
      server({
        'http.scheme': 'http',
        'http.host': '127.0.0.1:8000',
        'net.host.port': 8000,
        'http.flavor': '1.1',
        'http.target': '/login',
        'http.url': 'http://127.0.0.1:8000/login',
        'http.method': 'POST',
        'http.server_name': '127.0.0.1:8000',
        'http.user_agent': 'curl/8.5.0',
        'net.peer.ip': '192.0.2.7',
        'net.peer.port': 51_234,
        'http.route': '/login',
        'http.status_code': 401,
      }),
    ],
    { ...sdk('python', '1.38.0'), 'telemetry.auto.version': '0.59b0' },
  ),
};

const GO = {
  'server.address': 'shop',
  'http.request.method': 'POST',
  'url.scheme': 'http',
  'network.peer.address': '192.0.2.7',
  'network.peer.port': 51_234,
  'user_agent.original': 'curl/8.5.0',
  'client.address': '192.0.2.7',
  'url.path': '/login',
  'network.protocol.version': '1.1',
  'http.request.body.size': 47,
  'http.response.body.size': 15,
  'http.response.status_code': 401,
};
const go = (name: string, attributes: Record<string, string | number>): Export => ({
  name,
  userAgent: 'OTel OTLP Exporter Go/1.38.0',
  others: 0,
  body: exportBytes([server(attributes)], sdk('go', '1.38.0')),
});

/** The agent tells its process too, a list among it; Spring with a database below. */
const javaResource = Buffer.concat([
  ...Object.entries({ ...sdk('java', '1.55.0'), 'process.pid': 4_711 }).map(([key, value]) => attribute(1, key, value)),
  bytes(
    1,
    bytes(1, 'process.command_args'),
    bytes(2, bytes(5, bytes(1, bytes(1, 'java')), bytes(1, bytes(1, '-jar')))),
  ),
]);
const java: Export = {
  name: 'Java, the agent with Spring',
  userAgent: 'OTel-OTLP-Exporter-Java/1.55.0',
  others: 1,
  body: bytes(
    1,
    bytes(1, javaResource),
    bytes(
      2,
      bytes(1, bytes(1, 'io.opentelemetry.jdbc')),
      inner('00000000000000c1', CLIENT, { 'db.system': 'postgresql' }),
    ),
    bytes(
      2,
      bytes(1, bytes(1, 'io.opentelemetry.tomcat-10.0')),
      server({
        'network.protocol.version': '1.1',
        'url.scheme': 'http',
        'server.address': 'localhost',
        'server.port': 8080,
        'client.address': '192.0.2.7',
        'network.peer.address': '192.0.2.7',
        'network.peer.port': 51_234,
        'user_agent.original': 'curl/8.5.0',
        'http.request.method': 'POST',
        'http.response.status_code': 401,
        'http.route': '/login',
        'url.path': '/login',
        'thread.id': 31,
        'thread.name': 'http-nio-8080-exec-1',
      }),
    ),
  ),
};

/** Exports by the semantic conventions that the instrumentation of each language of the guide follows; written, not recorded. */
export const EXPORTS: readonly Export[] = [
  python,
  go('Go, otelhttp', { ...GO, 'http.route': '/login' }),
  go('Go, otelhttp of before, which tells no route', GO),
  java,
];
