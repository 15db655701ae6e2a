import { LIMITS } from '../../limits';
import { PART_BYTES } from '../outline';
import { atOnce, inTurns, type Parts } from '../parts';
import { ProtoReader, tag, type Visit, type VisitParts } from './proto-reader';
import {
  LONGEST_READ,
  newSpan,
  READ,
  traceIdOf,
  type Attributes,
  type AttributeValue,
  type Resource,
  type ServerSpan,
} from './server-span';
import { ERROR, SERVER, SpanList } from './span-list';

/** Fields of opentelemetry-proto 1, by message. */
const EXPORT = { resourceSpans: tag(1, 'length') };
const RESOURCE_SPANS = { resource: tag(1, 'length'), scopeSpans: tag(2, 'length') };
const RESOURCE = { attributes: tag(1, 'length') };
const SCOPE_SPANS = { spans: tag(2, 'length') };
const SPAN = {
  traceId: tag(1, 'length'),
  id: tag(2, 'length'),
  parentId: tag(4, 'length'),
  kind: tag(6, 'varint'),
  start: tag(7, 'fixed64'),
  end: tag(8, 'fixed64'),
  attributes: tag(9, 'length'),
  status: tag(15, 'length'),
};
const STATUS = { code: tag(3, 'varint') };
const KEY_VALUE = { key: tag(1, 'length'), value: tag(2, 'length') };
const ANY_VALUE = {
  string: tag(1, 'length'),
  int: tag(3, 'varint'),
  double: tag(4, 'fixed64'),
  array: tag(5, 'length'),
};
const ARRAY_VALUE = { values: tag(1, 'length') };

/** Stands for a key that is too long to be one that is read. */
const UNREAD = '';

interface Pair {
  key: string | null;
  value: AttributeValue | undefined;
}

/** The first text of a list. */
const firstText: Visit<Pair> = (reader, pair) => {
  if (reader.tag !== ANY_VALUE.string || pair.value !== undefined) return false;
  pair.value = reader.text();
  return true;
};

const arrayValue: Visit<Pair> = (reader, pair) =>
  reader.tag === ARRAY_VALUE.values && pair.value === undefined && reader.message(firstText, pair);

const anyValue: Visit<Pair> = (reader, pair) => {
  switch (reader.tag) {
    case ANY_VALUE.string:
      pair.value = reader.text();
      return true;
    case ANY_VALUE.int:
      pair.value = reader.int64();
      return true;
    case ANY_VALUE.double:
      pair.value = reader.double();
      return true;
    case ANY_VALUE.array:
      return reader.message(arrayValue, pair);
    default:
      return false;
  }
};

/** The value of a key that is not read is skipped; keys come first, unless a sender does as nobody does. */
const keyValue: Visit<Pair> = (reader, pair) => {
  if (reader.tag === KEY_VALUE.key) {
    pair.key = reader.shortText(LONGEST_READ) ?? UNREAD;
    return true;
  }
  const wanted = reader.tag === KEY_VALUE.value && (pair.key === null || READ.has(pair.key));
  return wanted && reader.message(anyValue, pair);
};

/** What has attributes, and how many of them were looked at. */
interface Looked<T> {
  at: T;
  attributes: number;
}

/** Those beyond the bound are skipped. */
function readAttribute(reader: ProtoReader, looked: Looked<{ attributes: Attributes }>): true {
  looked.attributes += 1;
  if (looked.attributes > LIMITS.attributes) return reader.pass();
  const pair: Pair = { key: null, value: undefined };
  reader.message(keyValue, pair);
  if (pair.key !== null && pair.value !== undefined && READ.has(pair.key))
    looked.at.attributes.set(pair.key, pair.value);
  return true;
}

const resourceFields: Visit<Looked<Resource>> = (reader, looked) =>
  reader.tag === RESOURCE.attributes && readAttribute(reader, looked);

const statusFields: Visit<ServerSpan> = (reader, span) => {
  if (reader.tag !== STATUS.code) return false;
  span.failed = reader.varint() === ERROR;
  return true;
};

const spanFields: Visit<Looked<ServerSpan>> = (reader, looked) => {
  const span = looked.at;
  switch (reader.tag) {
    case SPAN.traceId:
      span.traceId = traceIdOf(reader.view());
      return true;
    case SPAN.start:
      span.startUs = reader.timeUs();
      return true;
    case SPAN.end:
      span.endUs = reader.timeUs();
      return true;
    case SPAN.attributes:
      return readAttribute(reader, looked);
    case SPAN.status:
      return reader.message(statusFields, span);
    default:
      return false;
  }
};

/** With the ids that link spans. */
const linkedFields: Visit<Looked<ServerSpan>> = (reader, looked) => {
  switch (reader.tag) {
    case SPAN.id:
      looked.at.id = reader.hex();
      return true;
    case SPAN.parentId:
      looked.at.parentId = reader.hex();
      return true;
    default:
      return spanFields(reader, looked);
  }
};

interface Scope {
  list: SpanList;
  resource: Resource;
}

/** Most spans of a trace are none of a server: only their kind is looked at. */
function* readSpan(reader: ProtoReader, { list, resource }: Scope): Parts<true> {
  const kind = yield* reader.peek(SPAN.kind);
  if (kind !== SERVER) list.ignored += 1;
  if (kind !== SERVER && !list.wantsInner(kind)) return reader.pass();
  const span = newSpan(resource);
  yield* reader.parts(list.marked ? linkedFields : spanFields, { at: span, attributes: 0 });
  if (kind === SERVER) list.add(span);
  else list.addInner(span);
  return true;
}

const scopeSpans: VisitParts<Scope> = (reader, scope) => {
  if (reader.tag !== SCOPE_SPANS.spans) return false;
  scope.list.count(1);
  return readSpan(reader, scope);
};

const resourceSpans: VisitParts<Scope> = (reader, scope) => {
  switch (reader.tag) {
    case RESOURCE_SPANS.resource:
      return reader.parts(resourceFields, { at: scope.resource, attributes: 0 });
    case RESOURCE_SPANS.scopeSpans:
      scope.list.count(1);
      return reader.parts(scopeSpans, scope);
    default:
      return false;
  }
};

const exportFields: VisitParts<SpanList> = (reader, list) => {
  if (reader.tag !== EXPORT.resourceSpans) return false;
  list.count(1);
  return reader.parts(resourceSpans, { list, resource: { attributes: new Map() } });
};

function* readExport(bytes: Buffer): Parts<SpanList> {
  const list = new SpanList(bytes);
  const reader = new ProtoReader(bytes);
  yield* reader.fields(exportFields, list);
  list.settle();
  list.cost = Math.floor(reader.fieldsRead / LIMITS.fieldsPerCall);
  return list;
}

/** Reads an ExportTraceServiceRequest, a large one in parts, while others go on. Throws a refusal for what is none. */
export function readProtobuf(bytes: Buffer): SpanList | Promise<SpanList> {
  return bytes.length > PART_BYTES ? inTurns(readExport(bytes)) : atOnce(readExport(bytes));
}
