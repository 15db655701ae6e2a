import { isTraceId } from '../../../shared';
import { LIMITS } from '../../limits';
import { after } from '../../pipeline/after';
import { isObject, parseBody, undecodable, type JsonObject } from '../json';
import {
  newSpan,
  READ,
  traceIdOf,
  type Attributes,
  type AttributeValue,
  type Resource,
  type ServerSpan,
} from './server-span';
import { ERROR, INTERNAL, SERVER, SpanList } from './span-list';

const SPAN_ID = /^[0-9a-f]{16}$/i;
const DIGITS = /^-?\d{1,20}$/;
const NS_DIGITS = 3;

/** The objects in a list; none where nothing is said. */
function objectsIn(parent: JsonObject, name: string): readonly JsonObject[] {
  const list = parent[name];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw undecodable(`${name} must be a list`);
  return list.map((item: unknown) => {
    if (!isObject(item)) throw undecodable(`${name} must be a list of objects`);
    return item;
  });
}

/** An enumeration as its number or, as other senders of JSON do, its name. */
const isEnum = (value: unknown, number: number, name: string): boolean =>
  value === number || value === name || value === String(number);

/** 64-bit numbers are texts in JSON; one that no double holds stays a text of digits. */
function int64Of(value: unknown): AttributeValue | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !DIGITS.test(value)) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function valueOf(value: unknown): AttributeValue | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.stringValue === 'string') return value.stringValue;
  if (value.intValue !== undefined) return int64Of(value.intValue);
  if (isObject(value.arrayValue)) return firstTextIn(value.arrayValue.values);
  return typeof value.doubleValue === 'number' ? value.doubleValue : undefined;
}

function firstTextIn(values: unknown): string | undefined {
  const first: unknown = Array.isArray(values) ? values[0] : undefined;
  return isObject(first) && typeof first.stringValue === 'string' ? first.stringValue : undefined;
}

function readAttributes(parent: JsonObject, attributes: Attributes): void {
  for (const { key, value } of objectsIn(parent, 'attributes').slice(0, LIMITS.attributes)) {
    if (typeof key !== 'string' || !READ.has(key)) continue;
    const read = valueOf(value);
    if (read !== undefined) attributes.set(key, read);
  }
}

/** Microseconds of nanoseconds; 0 for what is no time. */
function usOf(value: unknown): number {
  if (typeof value === 'number') return Math.floor(value / 1_000);
  return typeof value === 'string' && DIGITS.test(value) ? Number(value.slice(0, -NS_DIGITS)) : 0;
}

const idOf = (value: unknown): string => (typeof value === 'string' && SPAN_ID.test(value) ? value.toLowerCase() : '');

function readSpan(object: JsonObject, resource: Resource, linked: boolean): ServerSpan {
  const span = newSpan(resource);
  const { traceId, status } = object;
  if (typeof traceId === 'string' && isTraceId(traceId)) span.traceId = traceIdOf(Buffer.from(traceId, 'hex'));
  if (linked) {
    span.id = idOf(object.spanId);
    span.parentId = idOf(object.parentSpanId);
  }
  span.startUs = usOf(object.startTimeUnixNano);
  span.endUs = usOf(object.endTimeUnixNano);
  span.failed = isObject(status) && isEnum(status.code, ERROR, 'STATUS_CODE_ERROR');
  readAttributes(object, span.attributes);
  return span;
}

function addSpan(list: SpanList, span: JsonObject, resource: Resource): void {
  if (isEnum(span.kind, SERVER, 'SPAN_KIND_SERVER')) return list.add(readSpan(span, resource, list.marked));
  list.ignored += 1;
  const isInner = isEnum(span.kind, INTERNAL, 'SPAN_KIND_INTERNAL') && list.wantsInner(INTERNAL);
  if (isInner) list.addInner(readSpan(span, resource, true));
}

/** Counted before they are looked at. */
function entriesIn(list: SpanList, parent: JsonObject, name: string): readonly JsonObject[] {
  const entries = parent[name];
  if (Array.isArray(entries)) list.count(entries.length);
  return objectsIn(parent, name);
}

/** Reads an ExportTraceServiceRequest in the JSON of OTLP: ids in hexadecimal digits, names in camel case. */
export function readJson(bytes: Buffer): SpanList | Promise<SpanList> {
  return after(parseBody(bytes, LIMITS.otlpValues), (body) => listSpans(bytes, body));
}

function listSpans(bytes: Buffer, body: JsonObject): SpanList {
  const list = new SpanList(bytes);
  for (const resourceSpans of entriesIn(list, body, 'resourceSpans')) {
    const resource: Resource = { attributes: new Map() };
    if (isObject(resourceSpans.resource)) readAttributes(resourceSpans.resource, resource.attributes);
    for (const scope of entriesIn(list, resourceSpans, 'scopeSpans')) {
      for (const span of entriesIn(list, scope, 'spans')) addSpan(list, span, resource);
    }
  }
  list.settle();
  return list;
}
