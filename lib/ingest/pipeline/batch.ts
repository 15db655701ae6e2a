import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { CallRow, Rejection, SdkReport } from '../../storage';
import type { Columns } from '../decode/columns';
import type { Lease } from '../guard/gate';
import type { IngestKey } from '../guard/keys';
import type { NamedEntry } from '../names/name-book';

/** A post as it came in. */
export interface Received {
  headers: IncomingHttpHeaders;
  body: Readable;
  receivedAtMs: number;
  /** What the post takes of the bytes that the process may hold. */
  lease: Lease;
}

export interface Keyed extends Received {
  key: IngestKey;
}

export interface Read extends Keyed {
  bytes: Buffer;
}

/** Either columns of the SDK or rows of plain JSON, parsed and of the right outer shape. */
export interface Decoded extends Keyed {
  /** Null for rows without an Idempotency-Key. */
  batchId: Buffer | null;
  /** SHA-256 of the inflated body, or of what an import made it from. */
  digest: Buffer;
  /** Its id is remembered as long as its calls. */
  imported: boolean;
  calls: { kind: 'columns'; columns: Columns } | { kind: 'rows'; rows: readonly unknown[] };
  report: SdkReport | null;
}

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
  /** Some call got another answer than 404 or 405. */
  answered: boolean;
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
}

export interface Named extends Validated {
  /** What each endpoint slot stands for; null for the bucket of everything unnamed. */
  endpoints: readonly (NamedEntry | null)[];
}
