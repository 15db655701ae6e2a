import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ProtoReader, tag, type Visit } from '../../../../lib/ingest/decode/otlp/proto-reader';
import { readJson } from '../../../../lib/ingest/decode/otlp/read-json';
import { readProtobuf } from '../../../../lib/ingest/decode/otlp/read-protobuf';
import { atOnce } from '../../../../lib/ingest/decode/parts';
import { LIMITS } from '../../../../lib/ingest/limits';
import { Refusal } from '../../../../lib/ingest/pipeline/refusal';
import {
  attribute,
  bytes,
  exportBytes,
  exportJson,
  fixed64,
  int,
  spanBytes,
  spanJson,
  varint,
  type SpanInput,
} from '../../../support/otlp-bytes';

const READERS = [
  ['protobuf', readProtobuf],
  ['JSON', readJson],
] as const;

/** Reads what nobody sends on purpose: a list of spans or a refusal with 400 or 413, nothing else. */
function readGarbage(read: (body: Buffer) => unknown, body: Buffer): void {
  try {
    read(body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect([400, 413]).toContain(error.error.status);
  }
}

const good = exportBytes([spanBytes(), spanBytes({ kind: 1 }), spanBytes({ attributes: { 'http.method': 'PUT' } })], {
  'deployment.environment.name': 'production',
});
const goodJson = Buffer.from(JSON.stringify(exportJson([spanJson(), spanJson({ kind: 3 })], { 'service.name': 'a' })));

// garbage
it.each(READERS)('random bytes never do harm: %s', (_, read) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (random) => readGarbage(read, Buffer.from(random))),
    { numRuns: 3_000 },
  );
});

it.each([
  ['protobuf', readProtobuf, good],
  ['JSON', readJson, goodJson],
] as const)('a body with some bytes changed, cut out or put in never does harm: %s', (_, read, body) => {
  const change = fc.record({ at: fc.nat(body.length), cut: fc.nat(8), put: fc.uint8Array({ maxLength: 8 }) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const changed = changes.reduce(
        (bytesSoFar, { at, cut, put }) =>
          Buffer.concat([bytesSoFar.subarray(0, at), Buffer.from(put), bytesSoFar.subarray(at + cut)]),
        body,
      );
      readGarbage(read, changed);
    }),
    { numRuns: 3_000 },
  );
});

it.each([
  ['protobuf', readProtobuf, good],
  ['JSON', readJson, goodJson],
] as const)('a body that is cut short is refused at whatever place: %s', (_, read, body) => {
  for (let length = 1; length < body.length; length += 1) {
    expect(() => read(body.subarray(0, length))).toThrow(Refusal);
  }
});

const few = { maxLength: 3 };
const json = fc.oneof(fc.constantFrom(null, true, {}, [], [[]], 1e300, -1, 2), fc.string(few), fc.double());
it('JSON of the right names and wrong values never does harm', () => {
  const value = fc.oneof(json, fc.record({ stringValue: json }), fc.record({ intValue: json, doubleValue: json }));
  const pair = fc.record({ key: fc.oneof(json, fc.constant('http.method')), value });
  const span = fc.record({
    kind: fc.oneof(fc.constant(2), json),
    traceId: json,
    startTimeUnixNano: json,
    endTimeUnixNano: json,
    status: fc.oneof(json, fc.record({ code: json })),
    attributes: fc.oneof(json, fc.array(fc.oneof(json, pair), few)),
  });
  const scope = fc.record({ spans: fc.oneof(json, fc.array(fc.oneof(json, span), few)) });
  const resource = fc.record({ resource: json, scopeSpans: fc.oneof(json, fc.array(scope, few)) });
  const body = fc.record({ resourceSpans: fc.oneof(json, fc.array(resource, few)) });
  fc.assert(
    fc.property(body, (it) => readGarbage(readJson, Buffer.from(JSON.stringify(it)))),
    { numRuns: 1_000 },
  );
});

it('lengths beyond the body, endless numbers, groups and field 0 are refused', () => {
  for (const broken of [
    [0x0a, 0xff, 0xff, 0xff, 0xff, 0x7f],
    [0x0a, 0x05, 0x0a],
    Array.from({ length: 12 }, () => 0xff),
    [0x0b, 0x0c],
    [0x00, 0x01],
    [0x0e],
  ]) {
    expect(() => readProtobuf(Buffer.from(broken))).toThrow(Refusal);
  }
});

it('a message nested as deep as the body allows is skipped, not followed', async () => {
  const deep = Array.from({ length: 10_000 }).reduce<Buffer>((inner) => bytes(9, inner), Buffer.alloc(0));
  expect((await readProtobuf(exportBytes([bytes(2, int(6, 2), deep)]))).ignored).toBe(1);
});

it('more calls than a batch holds are refused as too large', async () => {
  const spans = Array.from({ length: LIMITS.callsPerBatch + 1 }, () => spanBytes());
  await expect(async () => readProtobuf(exportBytes(spans))).rejects.toThrow(/at most 10000 calls/);
  expect((await readProtobuf(exportBytes(spans.slice(1)))).spans).toHaveLength(LIMITS.callsPerBatch);
});

// what is read
it('protobuf and JSON of the same spans read the same', () => {
  const value = fc.oneof(fc.string(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.boolean());
  const name = fc.constantFrom('http.method', 'http.status_code', 'http.route', 'enduser.id', 'url.path', 'unread');
  const time = fc.bigInt({ min: 0n, max: 2n ** 62n });
  const span = fc.record({
    kind: fc.integer({ min: 0, max: 5 }),
    startNs: time,
    endNs: time,
    status: fc.integer({ min: 0, max: 2 }),
    attributes: fc.dictionary(name, value),
  });
  fc.assert(
    fc.property(fc.array(span, { maxLength: 5 }), (spans) => {
      const resource = { 'deployment.environment': 'staging' };
      const read = readProtobuf(exportBytes(spans.map(spanBytes), resource));
      expect(readJson(Buffer.from(JSON.stringify(exportJson(spans.map(spanJson), resource))))).toEqual(read);
    }),
    { numRuns: 500 },
  );
});

const marks = { 'enduser.id': 'acme', 'callwatch.login_outcome': 'failure' };
const { outer, middle, inside, elsewhere } = {
  outer: '1111111111111111',
  middle: '2222222222222222',
  inside: '3333333333333333',
  elsewhere: '4444444444444444',
};
const nested: SpanInput[] = [
  { kind: 1, id: inside, parentId: middle, attributes: { ...marks, 'http.route': '/not/of/the/call' } },
  { kind: 1, id: middle, parentId: outer, attributes: {} },
  { id: outer, attributes: { 'http.method': 'POST', 'enduser.id': 'the call says so' } },
  { kind: 1, id: elsewhere, parentId: '5555555555555555', attributes: marks },
  { kind: 3, id: '6666666666666666', parentId: outer, attributes: marks },
  { id: '7777777777777777', traceId: 'ab'.repeat(16), attributes: { 'http.method': 'GET' } },
];
it.each([
  ['protobuf', () => readProtobuf(exportBytes(nested.map(spanBytes)))],
  ['JSON', () => readJson(Buffer.from(JSON.stringify(exportJson(nested.map(spanJson)))))],
])('what the API says of a call may stand on a span inside it: %s', async (_, read) => {
  const { spans, ignored } = await read();
  expect(spans.map(({ attributes }) => Object.fromEntries(attributes))).toEqual([
    { 'http.method': 'POST', 'enduser.id': 'the call says so', 'callwatch.login_outcome': 'failure' },
    { 'http.method': 'GET' },
  ]);
  expect(ignored).toBe(4);
});

it('a ring of spans that hold marks ends', async () => {
  const ring = [
    { kind: 1, id: inside, parentId: middle, attributes: marks },
    { kind: 1, id: middle, parentId: inside, attributes: marks },
  ].map(spanBytes);
  expect((await readProtobuf(exportBytes([...ring, spanBytes()]))).spans).toHaveLength(1);
});

it('times are exact to the microsecond, whole numbers of 64 bits keep all digits', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      (ns, n) => {
        let us = 0;
        let number: number | string = 0;
        const both = new ProtoReader(Buffer.concat([fixed64(1, ns), int(2, n)]));
        const read: Visit<null> = (reader) => {
          if (reader.tag === tag(1, 'fixed64')) us = reader.timeUs();
          else number = reader.int64();
          return true;
        };
        atOnce(both.fields(read, null));
        if (ns < 2n ** 62n) expect(us).toBe(Number(ns / 1_000n));
        expect(String(number)).toBe(String(n));
      },
    ),
  );
});

it('fields in another order, unknown ones and the resource behind its spans change nothing', async () => {
  const span = bytes(
    2,
    attribute(9, 'http.method', 'GET'),
    bytes(99, 'new'),
    int(98, 7n),
    int(6, 2),
    fixed64(7, 5_000n),
  );
  const swapped = bytes(9, bytes(2, bytes(1, '/a')), bytes(1, 'http.route')); // the value before its key
  const behind = bytes(
    1,
    bytes(2, span, bytes(2, int(6, 2), swapped, attribute(9, 'http.method', 'PUT'))),
    bytes(1, attribute(1, 'deployment.environment', 'staging')),
  );
  const { spans } = await readProtobuf(Buffer.concat([bytes(77, 'new'), behind]));
  expect(spans.map(({ attributes }) => Object.fromEntries(attributes))).toEqual([
    { 'http.method': 'GET' },
    { 'http.method': 'PUT', 'http.route': '/a' },
  ]);
  expect(spans.map(({ resource }) => [...resource.attributes.values()])).toEqual([['staging'], ['staging']]);
  expect(spans[0]?.startUs).toBe(5);
});

it('JSON takes kinds and codes by name or number, and numbers as text or number', async () => {
  const span = (changes: object) => ({ ...spanJson(), ...changes });
  const body = exportJson([
    span({ kind: 'SPAN_KIND_SERVER', status: { code: 'STATUS_CODE_ERROR' }, startTimeUnixNano: 5_000 }),
    span({
      kind: '2',
      attributes: [
        { key: 'http.method', value: { stringValue: 'GET' } },
        { key: 'http.status_code', value: { intValue: 204 } },
      ],
    }),
    span({ kind: 'SPAN_KIND_CLIENT' }),
    span({ kind: null, attributes: null, status: null }),
  ]);
  const { spans, ignored } = await readJson(Buffer.from(JSON.stringify(body)));
  expect(ignored).toBe(2);
  expect(spans[0]).toMatchObject({ failed: true, startUs: 5 });
  expect(spans[1]?.attributes.get('http.status_code')).toBe(204);
});

it('varints of the tests are those of the protocol', () => {
  expect([...varint(300)]).toEqual([0xac, 0x02]);
  expect(varint(-1)).toHaveLength(10);
});
