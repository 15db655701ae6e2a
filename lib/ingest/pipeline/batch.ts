import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { CallRow, Rejection, SdkReport } from '../../storage';
import type { Columns } from '../decode/columns';
import type { ServerSpan } from '../decode/otlp/server-span';
import type { Bill } from '../guard/bill';
import type { Lease } from '../guard/gate';
import type { IngestKey } from '../guard/keys';
import type { NamedEntry } from '../names/shelf';
import type { Ignored } from './ignored';

/** Bytes that a body may have, inflated or never compressed, and compressed. */
export interface BodyLimits {
  plainBytes: number;
  gzipBytes: number;
}

/** What a door takes: the steps are the same for all of them. */
export interface Format {
  limits: BodyLimits;
  /** Does it take bodies of this Content-Type? */
  takes(contentType: string | undefined): boolean;
  /** What a client is told that sent another one. */
  wanted: string;
  /** Parses an inflated body, a large one while others go on. Throws a refusal of the whole post. */
  parse(batch: Read): Parsed | Promise<Parsed>;
}

/**
 * A post as it came in. What each step hands on is written out field by field: objects that were spread into one another took a
 * quarter of the time of a post of one call.
 */
export interface Received {
  format: Format;
  headers: IncomingHttpHeaders;
  body: Readable;
  receivedAtMs: number;
  /** What the post takes of the bytes that the process may hold. */
  lease: Lease;
  /** What it is charged, known once it is decoded. */
  bill: Bill;
}

export interface Keyed extends Received {
  key: IngestKey;
}

export interface Read extends Keyed {
  bytes: Buffer;
}

/** Columns of the SDK, rows of plain JSON or spans, parsed and of the right outer shape. */
export type ParsedCalls =
  | { kind: 'columns'; columns: Columns; unknownFields: readonly string[] }
  | { kind: 'rows'; rows: readonly unknown[]; unknownFields: readonly string[] }
  | { kind: 'spans'; spans: readonly ServerSpan[] };

/** What the body of a post says. */
export interface Parsed {
  /** Null for what may be stored twice: rows without an Idempotency-Key. */
  batchId: Buffer | null;
  /** SHA-256 of the inflated body, or of what an import made it from. */
  digest: Buffer;
  /** Its id is remembered as long as its calls. */
  imported: boolean;
  calls: ParsedCalls;
  report: SdkReport | null;
  /** Spans that are no calls. */
  ignored: number;
  /** Calls that the post is charged as at least. */
  cost: number;
}

/** Without the bytes, and what was there to read them. */
export interface Decoded extends Pick<Keyed, 'headers' | 'receivedAtMs' | 'key'>, Omit<Parsed, 'ignored' | 'cost'> {}

/** A call that passed validation; slots point into the names of its batch, -1 = none. */
export interface Draft extends CallRow {
  /** Position in the batch. */
  index: number;
  endpointSlot: number;
  consumerSlot: number;
  userAgentSlot: number;
}

export interface EndpointSlot {
  method: string;
  route: string;
  /** The API names the route itself; otherwise it was folded from a path. */
  declared: boolean;
}

export interface Names {
  endpoints: EndpointSlot[];
  consumers: readonly string[];
  userAgents: readonly string[];
}

export interface Validated extends Decoded {
  drafts: Draft[];
  names: Names;
  rejected: Rejection[];
  /** Calls that were taken and are not stored, by what asked for it. */
  ignoredCalls: Ignored;
}

/** What was read, with what was found of its calls. */
export function validated(
  { headers, receivedAtMs, key, batchId, digest, imported, calls, report }: Decoded,
  { drafts, names, rejected, ignoredCalls }: Omit<Validated, keyof Decoded>,
): Validated {
  return {
    headers,
    receivedAtMs,
    key,
    batchId,
    digest,
    imported,
    calls,
    report,
    drafts,
    names,
    rejected,
    ignoredCalls,
  };
}

export interface Named extends Omit<Validated, 'headers' | 'names'> {
  /** What each endpoint slot stands for; null for the bucket of everything unnamed. */
  endpoints: readonly (NamedEntry | null)[];
}
