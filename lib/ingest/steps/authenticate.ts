import type { IngestKey, IngestKeys } from '../guard/keys';
import { after } from '../pipeline/after';
import type { Keyed, Received } from '../pipeline/batch';
import { refusal, refuseWhenDown } from '../pipeline/refusal';

const BEARER = /^bearer +(\S+)$/i;

function known(key: IngestKey | null): IngestKey {
  if (!key) throw refusal('unknown_key', 'unauthenticated', 'the ingest key is not known or was revoked');
  return key;
}

/** The key of an Authorization header. Throws a refusal when there is none or it is not known. */
export function keyOf(keys: IngestKeys, authorization: string | undefined): IngestKey | Promise<IngestKey> {
  const text = BEARER.exec(authorization ?? '')?.[1];
  if (text === undefined) {
    throw refusal('no_key', 'unauthenticated', 'send the ingest key as "Authorization: Bearer cwk_…"');
  }
  const found = keys.find(text);
  return after(found instanceof Promise ? found.catch(refuseWhenDown) : found, known);
}

export const authenticate =
  (keys: IngestKeys) =>
  ({ format, headers, body, receivedAtMs, lease, bill }: Received): Keyed | Promise<Keyed> =>
    after(keyOf(keys, headers.authorization), (key) => ({ format, headers, body, receivedAtMs, lease, bill, key }));
