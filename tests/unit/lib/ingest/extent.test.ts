import { expect, it } from 'vitest';
import { parseBody } from '../../../../lib/ingest/decode/json';
import { readJson } from '../../../../lib/ingest/decode/otlp/read-json';
import { readProtobuf } from '../../../../lib/ingest/decode/otlp/read-protobuf';
import { Outline, type Extent } from '../../../../lib/ingest/decode/outline';
import { LIMITS } from '../../../../lib/ingest/limits';
import { Refusal } from '../../../../lib/ingest/pipeline/refusal';
import { bytes, exportBytes, exportJson, GOOD, spanBytes, spanJson } from '../../../support/otlp-bytes';

const EXTENT = { depth: 3, values: 6, names: 3 };

function exceeds(bytes: Buffer, most: Extent): string | null {
  const outline = new Outline(bytes, most);
  while (!outline.walk(5)); // a few bytes at a time
  return outline.exceeded;
}

const filled = <T>(length: number, value: T): T[] => Array.from({ length }, () => value);

/** `{"<name>":[item,item,…]}` of about `length` bytes. */
function listOf(name: string, item: string, length: number): Buffer {
  const count = Math.floor((length - name.length - 20) / (item.length + 1));
  const items = Buffer.alloc(count * (item.length + 1), `${item},`);
  return Buffer.concat([Buffer.from(`{"${name}":[`), items, Buffer.from(`${item}]}`)]);
}

async function refusalOf(read: () => unknown): Promise<Refusal> {
  try {
    await read();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was taken');
}

// JSON
it.each([
  ['{"a":[1,2,3,4]}', null],
  ['{"a":[1,2,3,4,5]}', null],
  ['{"a":[1,2,3,4,5,6]}', 'values'],
  ['[{},{},{}]', null],
  ['[{},{},{},{}]', 'values'],
  ['{"a":",,,,[[[[{{{{","b":"\\",[{"}', null],
  ['[[[]]]', null],
  ['[[[[]]]]', 'depth'],
  ['{"a":{"a":"b","b" : "c","c":":d"}}', null],
  ['{"a":1,"b":1,"c":1,"d":1}', 'names'],
])('counts members outside of texts: %s', (text, exceeded) => {
  expect(exceeds(Buffer.from(text), EXTENT)).toBe(exceeded);
});

it('many tiny values are refused as too large before any of them is made', async () => {
  for (const item of ['{}', '[]', '1', '""', '{"a":1}']) {
    const calls = listOf('calls', item, LIMITS.plainBytes);
    const told = await refusalOf(() => parseBody(calls, LIMITS.values));
    expect([told.error.status, told.reason]).toEqual([413, 'too_many_values']);
    expect(told.message).toBe('the body must not hold more than 500000 JSON values');
  }
  const told = await refusalOf(() => readJson(listOf('resourceSpans', '{}', LIMITS.otlpBytes)));
  expect(told.reason).toBe('too_many_values');
});

it('the largest batch of columns is far from the bound: each column, each call with entries of its own', () => {
  const count = LIMITS.callsPerBatch;
  const lists = (names: number, list: unknown[]) =>
    Object.fromEntries(Array.from({ length: names }, (_, at) => [`name${at}`, list]));
  const batch = {
    calls: lists(18, filled(count, 1)),
    dict: lists(10, filled(count, 'x')),
    routes: filled(2_000, '/a'),
    dropped: lists(64, []),
  };
  const body = Buffer.from(JSON.stringify(batch));
  const outline = new Outline(body, { ...LIMITS, values: LIMITS.values * 0.6, names: LIMITS.names / 5 });
  expect([outline.walk(body.length), outline.exceeded]).toEqual([true, null]);
});

it('a million different names are refused as too large before any of them is one, in one object or in many', async () => {
  const names = Array.from({ length: 600_000 }, (_, at) => `"name${at}":1`);
  for (const text of [`{"resourceSpans":[{${names.join()}}]}`, `{"resourceSpans":[{${names.join('},{')}}]}`]) {
    const told = await refusalOf(() => readJson(Buffer.from(text)));
    expect([told.error.status, told.reason]).toEqual([413, 'too_many_names']);
    expect(told.message).toBe('the body must not hold more than 1000 different names of members');
  }
});

it('a large body lets others have their turn while it is parsed', async () => {
  const body = Buffer.from(JSON.stringify(exportJson(filled(10_000, spanJson({ kind: 3, attributes: dense(20) })))));
  let [turns, done] = [0, false];
  const count = (): void => {
    turns += 1;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  expect((await readJson(body)).ignored).toBe(10_000);
  done = true;
  expect(turns).toBeGreaterThan(body.length / (1 << 20));
});

/** Short attributes: the most values that the bytes of an SDK become. */
const dense = (length: number) => ({
  ...GOOD,
  ...Object.fromEntries(Array.from({ length }, (_, at) => [`db.key.${at + 10}`, 'redis'])),
});

it.each([
  ['calls', { kind: 2, attributes: dense(33) }],
  ['spans that are none', { kind: 1, attributes: dense(3) }],
])('20 MiB of %s with short attributes are taken, in JSON and in protobuf', async (_, input) => {
  const [json, binary] = [spanJson(input), spanBytes(input)];
  const most = (bytesOfOne: number) =>
    Math.min(input.kind === 2 ? LIMITS.callsPerBatch : Infinity, Math.floor((LIMITS.otlpBytes - 1_000) / bytesOfOne));
  const count = most(JSON.stringify(json).length + 1);
  const text = Buffer.from(JSON.stringify(exportJson(filled(count, json))));
  expect(text.length).toBeGreaterThan(0.95 * LIMITS.otlpBytes);
  const read = await readJson(text);
  expect([read.spans.length, read.ignored]).toEqual(input.kind === 2 ? [count, 0] : [0, count]);
  const more = most(binary.length);
  const packed = await readProtobuf(exportBytes(filled(more, binary)));
  expect([packed.spans.length, packed.ignored]).toEqual(input.kind === 2 ? [more, 0] : [0, more]);
});

// spans
const spans = (count: number, kind: number): Buffer => exportBytes(filled(count, bytes(2, Buffer.from([0x30, kind]))));
const TOO_MANY = 'an export holds at most 100000 spans, with their resources and scopes';

it('spans beyond the bound are refused, calls or not, and so are resources and scopes without any', async () => {
  const most = LIMITS.spans - 2; // beside one resource and one scope
  expect((await readProtobuf(spans(most, 1))).ignored).toBe(most);
  const empty = (count: number): object => exportJson(filled(count, {}));
  expect((await readJson(Buffer.from(JSON.stringify(empty(most))))).ignored).toBe(most);
  const resources = Buffer.alloc(2 * (LIMITS.spans + 1), bytes(1));
  const scopes = bytes(1, Buffer.alloc(2 * LIMITS.spans, bytes(2)));
  const tooMany: (() => unknown)[] = [
    () => readProtobuf(spans(most + 1, 1)),
    () => readProtobuf(spans(most + 1, 2)),
    () => readProtobuf(resources),
    () => readProtobuf(scopes),
    () => readJson(Buffer.from(JSON.stringify(empty(most + 1)))),
    () => readJson(listOf('resourceSpans', '{}', 3 * LIMITS.spans + 60)),
  ];
  for (const read of tooMany) {
    const told = await refusalOf(read);
    expect([told.error.status, told.message]).toEqual([413, TOO_MANY]);
  }
});

it('messages beyond the bound are refused, wherever they stand', async () => {
  const attributes = Buffer.alloc(2 * LIMITS.otlpValues, bytes(9));
  const told = await refusalOf(() => readProtobuf(exportBytes([bytes(2, Buffer.from([0x30, 2]), attributes)])));
  expect([told.error.status, told.reason]).toEqual([413, 'too_many_values']);
});

const MANY = {
  'http.method': 'GET',
  ...Object.fromEntries(filled(LIMITS.attributes - 1, 0).map((_, at) => [`custom.${at}`, at])),
  'http.route': '/a',
};

const unknown = Buffer.alloc(1 << 20, Buffer.from([0x78, 0x01])); // half a million fields
it.each([
  ['fields of a span', [bytes(2, Buffer.from([0x30, 2]), unknown)]],
  ['fields of an attribute', filled(5, bytes(2, Buffer.from([0x30, 2]), bytes(9, unknown.subarray(0, 200 << 10))))],
  ['attributes', [bytes(2, Buffer.from([0x30, 2]), Buffer.alloc(75_000 * 15, bytes(9, bytes(1, 'http.method'))))]],
])('others go on while an export of very many %s is read, and it costs as much as many calls', async (_, hostile) => {
  let turns = 0;
  const count = (): void => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  const { cost } = await readProtobuf(exportBytes(hostile));
  clearImmediate(next);
  expect(cost).toBeGreaterThan(50);
  expect(turns).toBeGreaterThanOrEqual(Math.floor((cost * LIMITS.fieldsPerCall) / 250_000));
});

it('spans as SDKs write them cost no more for their fields than they do as spans', async () => {
  const attributes = Object.fromEntries(filled(60, 0).map((_, at) => [`an.attribute.${at}`, 'of some length']));
  const one = { ...GOOD, ...attributes };
  const read = await readProtobuf(exportBytes(filled(1_000, spanBytes({ attributes: one }))));
  expect(read.cost).toBeLessThan(read.spans.length);
  const inner = await readProtobuf(exportBytes(filled(1_000, spanBytes({ kind: 1, attributes: one }))));
  expect(inner.cost).toBeLessThanOrEqual(inner.ignored / 20);
});

it.each([
  ['protobuf', async () => readProtobuf(exportBytes([spanBytes({ attributes: MANY })]))],
  ['JSON', async () => readJson(Buffer.from(JSON.stringify(exportJson([spanJson({ attributes: MANY })]))))],
])('attributes beyond the bound are not looked at: %s', async (_, read) => {
  const { spans: found } = await read();
  expect(found.map(({ attributes }) => [...attributes.keys()])).toEqual([['http.method']]);
});
