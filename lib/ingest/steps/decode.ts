import { createHash } from 'node:crypto';
import { WIRE_VERSION } from '../../../sdk/src/wire';
import { readShape, tooMany } from '../decode/columns';
import { parseBody, undecodable, type JsonObject } from '../decode/json';
import { readReport } from '../decode/read-report';
import type { Quota } from '../guard/quota';
import { LIMITS } from '../limits';
import type { Decoded, Read } from '../pipeline/batch';
import { refusal } from '../pipeline/refusal';

const BATCH_ID = /^[0-9a-f]{32}$/i;
const SHA_256 = /^[0-9a-f]{64}$/i;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

type Parts = Pick<Decoded, 'batchId' | 'calls' | 'report'>;

function decodeColumns(batch: Read, body: JsonObject): Parts {
  if (body.v === undefined) throw undecodable('calls must be a list of calls');
  if (body.v !== WIRE_VERSION) throw undecodable(`v must be ${WIRE_VERSION}`);
  if (typeof body.batchId !== 'string' || !BATCH_ID.test(body.batchId)) {
    throw undecodable('batchId must be 32 hexadecimal digits');
  }
  return {
    batchId: Buffer.from(body.batchId, 'hex'),
    calls: { kind: 'columns', columns: readShape(body) },
    report: readReport(body, batch.key),
  };
}

/** Idempotency keys are hashed: 32 bytes, so that none is ever the batch id of an SDK. */
function readIdempotencyKey({ headers }: Read): Buffer | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && IDEMPOTENCY_KEY.test(key)) return createHash('sha256').update(key).digest();
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

function decodeRows(batch: Read, rows: readonly unknown[]): Parts {
  if (rows.length > LIMITS.callsPerBatch) throw tooMany();
  return { batchId: readIdempotencyKey(batch), calls: { kind: 'rows', rows }, report: null };
}

const countOf = ({ calls }: Parts): number => (calls.kind === 'rows' ? calls.rows.length : calls.columns.count);

/** Parses the body into one of the two formats and charges the project's quota for its calls. */
export const decode =
  (quota: Quota) =>
  (batch: Read): Decoded => {
    const body = parseBody(batch.bytes);
    const parts = Array.isArray(body.calls) ? decodeRows(batch, body.calls) : decodeColumns(batch, body);
    quota.charge(batch.key.projectId, countOf(parts));
    const { headers, body: stream, receivedAtMs, lease, key } = batch;
    const source = readSourceDigest(batch);
    const digest = source ?? createHash('sha256').update(batch.bytes).digest();
    return { headers, body: stream, receivedAtMs, lease, key, digest, imported: source !== null, ...parts };
  };
