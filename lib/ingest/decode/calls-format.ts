import { hash } from 'node:crypto';
import { WIRE_VERSION } from '../../../sdk/src/wire';
import { LIMITS } from '../limits';
import { after } from '../pipeline/after';
import type { Format, Parsed, Read } from '../pipeline/batch';
import { refusal } from '../pipeline/refusal';
import { readShape, tooMany } from './columns';
import { parseBody, undecodable, type JsonObject } from './json';
import { readReport } from './read-report';
import { unknownInColumns, unknownInRows } from './unknown-fields';

const BATCH_ID = /^[0-9a-f]{32}$/i;
const SHA_256 = /^[0-9a-f]{64}$/i;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;
// curl -d says it is a form unless told otherwise: take it, the body decides
const CONTENT_TYPE = /^application\/(json|x-www-form-urlencoded|[\w.+-]+\+json)\b|^text\/plain\b/i;

const [NAMES_TOLD, NAME_LENGTH] = [3, 64];

type Parts = Pick<Parsed, 'batchId' | 'calls' | 'report'>;

/** A misspelt name is found by what the body has instead. */
function noCalls(body: JsonObject): string {
  const message = 'calls must be a list of calls';
  const names = Object.keys(body).slice(0, NAMES_TOLD);
  if ('calls' in body || names.length === 0) return message;
  return `${message}: the body has ${names.map((name) => JSON.stringify(name.slice(0, NAME_LENGTH))).join(', ')}`;
}

function decodeColumns(batch: Read, body: JsonObject): Parts {
  if (body.v === undefined) throw undecodable(noCalls(body));
  if (body.v !== WIRE_VERSION) throw undecodable(`v must be ${WIRE_VERSION}`);
  if (typeof body.batchId !== 'string' || !BATCH_ID.test(body.batchId)) {
    throw undecodable('batchId must be 32 hexadecimal digits');
  }
  return {
    batchId: Buffer.from(body.batchId, 'hex'),
    calls: { kind: 'columns', columns: readShape(body), unknownFields: unknownInColumns(body) },
    report: readReport(body, batch.key),
  };
}

/** Idempotency keys are hashed: 32 bytes, so that none is ever the batch id of an SDK. */
function readIdempotencyKey({ headers }: Read): Buffer | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && IDEMPOTENCY_KEY.test(key)) return hash('sha256', key, 'buffer');
  throw refusal('idempotency_key', 'invalid', 'Idempotency-Key must be 1 to 255 visible ASCII characters');
}

/** The digest that an import gives of the lines that the body was made from; null when the post is none. */
function readSourceDigest({ headers }: Read): Buffer | null {
  const digest = headers['callwatch-source-digest'];
  if (digest === undefined) return null;
  const named = headers['idempotency-key'] !== undefined;
  if (named && typeof digest === 'string' && SHA_256.test(digest)) return Buffer.from(digest, 'hex');
  const message = 'Callwatch-Source-Digest must be a SHA-256 in hexadecimal digits, beside an Idempotency-Key';
  throw refusal('source_digest', 'invalid', message);
}

function decodeRows(batch: Read, body: JsonObject, rows: readonly unknown[]): Parts {
  if (rows.length > LIMITS.callsPerBatch) throw tooMany();
  const calls = { kind: 'rows', rows, unknownFields: unknownInRows(body, rows) } as const;
  return { batchId: readIdempotencyKey(batch), calls, report: null };
}

/** Reads the body as one of the two formats of `POST /api/v1/calls`. */
function read(batch: Read, body: JsonObject): Parsed {
  const { batchId, calls, report } = Array.isArray(body.calls)
    ? decodeRows(batch, body, body.calls)
    : decodeColumns(batch, body);
  const source = readSourceDigest(batch);
  const digest = source ?? hash('sha256', batch.bytes, 'buffer');
  return { batchId, digest, imported: source !== null, calls, report, ignored: 0, cost: 0 };
}

const parse = (batch: Read): Parsed | Promise<Parsed> =>
  after(parseBody(batch.bytes, LIMITS.values), (body) => read(batch, body));

/** Columns of the SDK, and rows for people and scripts. */
export const CALLS: Format = {
  limits: { plainBytes: LIMITS.plainBytes, gzipBytes: LIMITS.gzipBytes },
  takes: (contentType) => contentType === undefined || CONTENT_TYPE.test(contentType),
  wanted: 'application/json',
  parse,
};
