import { createHash } from 'node:crypto';
import { LIMITS } from '../../limits';
import { after } from '../../pipeline/after';
import type { Format, Parsed, Read } from '../../pipeline/batch';
import { readJson } from './read-json';
import { readProtobuf } from './read-protobuf';
import type { SpanList } from './span-list';

/** The encodings of OTLP over HTTP, by their Content-Type. */
export type OtlpEncoding = 'protobuf' | 'json';

/** Null for another Content-Type. */
export function encodingOf(contentType: string | undefined): OtlpEncoding | null {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/x-protobuf') return 'protobuf';
  return type === 'application/json' ? 'json' : null;
}

/** Longer than the ids of SDKs, shorter than those of Idempotency-Keys: never the same as one of them. */
const ID_BYTES = 24;

/**
 * Exporters give no id, but send the same bytes when they try again, and no two exports have the same bytes, since they
 * hold the ids of spans: a batch is named by its digest. An export without calls is not worth remembering.
 */
function parse({ bytes, headers }: Read): Parsed | Promise<Parsed> {
  const list = encodingOf(headers['content-type']) === 'json' ? readJson(bytes) : readProtobuf(bytes);
  return after<SpanList, Parsed>(list, ({ spans, ignored, cost }) => {
    const digest = createHash('sha256').update(bytes).digest();
    const batchId = spans.length > 0 ? digest.subarray(0, ID_BYTES) : null;
    return { batchId, digest, imported: false, calls: { kind: 'spans', spans }, report: null, ignored, cost };
  });
}

/** Traces by OTLP: the HTTP spans of servers are calls. */
export const OTLP: Format = {
  limits: { plainBytes: LIMITS.otlpBytes, gzipBytes: LIMITS.otlpBytes },
  takes: (contentType) => encodingOf(contentType) !== null,
  wanted: 'application/x-protobuf or application/json',
  parse,
};
