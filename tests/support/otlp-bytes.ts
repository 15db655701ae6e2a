/** Writes protocol buffers by hand, so that what is read is held against something else than itself. */
export function varint(value: bigint | number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

export const int = (field: number, value: bigint | number): Buffer => Buffer.concat([varint(field * 8), varint(value)]);

export function fixed64(field: number, value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return Buffer.concat([varint(field * 8 + 1), bytes]);
}

export function bytes(field: number, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([varint(field * 8 + 2), varint(body.length), body]);
}

type Value = string | number | bigint | boolean | readonly string[];

const isList = (value: Value): value is readonly string[] => Array.isArray(value);

function anyBytes(value: Value): Buffer {
  if (isList(value)) return bytes(5, ...value.map((text) => bytes(1, bytes(1, text))));
  if (typeof value === 'string') return bytes(1, value);
  return typeof value === 'boolean' ? int(2, Number(value)) : int(3, value);
}

/** A KeyValue in field `field`. */
export const attribute = (field: number, key: string, value: Value): Buffer =>
  bytes(field, bytes(1, key), bytes(2, anyBytes(value)));

export interface SpanInput {
  kind?: number;
  traceId?: string;
  id?: string;
  parentId?: string;
  startNs?: bigint;
  endNs?: bigint;
  status?: number;
  attributes?: Record<string, Value>;
}

export const NOW_NS = (): bigint => BigInt(Date.now() - 1_000) * 1_000_000n;

/** A span as protocol buffer, in field 2 of its scope. */
export function spanBytes(input: SpanInput = {}): Buffer {
  const { kind = 2, traceId = '0af7651916cd43dd8448eb211c80319c', status = 0, attributes = GOOD } = input;
  const { startNs = NOW_NS(), endNs = startNs + 12_500_999n } = input;
  return bytes(
    2,
    bytes(1, Buffer.from(traceId, 'hex')),
    bytes(2, Buffer.from(input.id ?? '00f067aa0ba902b7', 'hex')),
    ...(input.parentId ? [bytes(4, Buffer.from(input.parentId, 'hex'))] : []),
    bytes(5, 'GET /things/:id'),
    int(6, kind),
    fixed64(7, startNs),
    fixed64(8, endNs),
    ...Object.entries(attributes).map(([key, value]) => attribute(9, key, value)),
    bytes(11, bytes(2, 'an event, which nobody reads')),
    bytes(15, bytes(2, 'message'), int(3, status)),
  );
}

export const GOOD: Record<string, Value> = {
  'http.request.method': 'GET',
  'http.response.status_code': 200,
  'http.route': '/things/:id',
  'url.path': '/things/7',
};

/** An ExportTraceServiceRequest of these spans. */
export const exportBytes = (spans: readonly Buffer[], resource: Record<string, Value> = {}): Buffer =>
  bytes(
    1,
    bytes(1, ...Object.entries(resource).map(([key, value]) => attribute(1, key, value))),
    bytes(2, bytes(1, bytes(1, 'scope')), ...spans),
    bytes(3, 'https://opentelemetry.io/schemas/1.27.0'),
  );

function anyValue(value: Value): object {
  if (isList(value)) return { arrayValue: { values: value.map((text) => ({ stringValue: text })) } };
  if (typeof value === 'string') return { stringValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : { intValue: String(value) };
}
const listOf = (attributes: Record<string, Value>): object[] =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));

/** The same in JSON. */
export function spanJson(input: SpanInput = {}): object {
  const { kind = 2, traceId = '0af7651916cd43dd8448eb211c80319c', status = 0, attributes = GOOD } = input;
  const { startNs = NOW_NS(), endNs = startNs + 12_500_999n } = input;
  return {
    traceId,
    spanId: input.id ?? '00f067aa0ba902b7',
    ...(input.parentId && { parentSpanId: input.parentId }),
    name: 'GET /things/:id',
    kind,
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(endNs),
    attributes: listOf(attributes),
    status: { code: status },
  };
}

export const exportJson = (spans: readonly object[], resource: Record<string, Value> = {}): object => ({
  resourceSpans: [{ resource: { attributes: listOf(resource) }, scopeSpans: [{ scope: { name: 'scope' }, spans }] }],
});

/** Exports spans to an instance. Throws when they are refused. */
export async function sendExport(to: { url: string; ingestKey: string }, body: Buffer): Promise<void> {
  const answer = await fetch(`${to.url}/api/otlp/v1/traces`, {
    method: 'POST',
    headers: { authorization: `Bearer ${to.ingestKey}`, 'content-type': 'application/x-protobuf' },
    body: new Uint8Array(body),
  });
  if (answer.status !== 200) throw new Error(`the export answered ${answer.status}: ${await answer.text()}`);
}
