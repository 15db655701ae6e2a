import { databaseTrouble } from '../../storage';
import type { IngestKey, IngestKeys } from '../guard/keys';
import type { Keyed, Received } from '../pipeline/batch';
import { comeBack, refusal } from '../pipeline/refusal';

const BEARER = /^bearer +(\S+)$/i;

/** The key of an Authorization header. Throws a refusal when there is none or it is not known. */
export async function keyOf(keys: IngestKeys, authorization: string | undefined): Promise<IngestKey> {
  const text = BEARER.exec(authorization ?? '')?.[1];
  if (text === undefined) {
    throw refusal('no_key', 'unauthenticated', 'send the ingest key as "Authorization: Bearer cwk_…"');
  }
  const key = await keys.find(text).catch((error: unknown) => {
    if (databaseTrouble(error) !== 'down') throw error;
    throw comeBack('database_down', 'unavailable', 'the database cannot be reached');
  });
  if (!key) throw refusal('unknown_key', 'unauthenticated', 'the ingest key is not known or was revoked');
  return key;
}

export const authenticate =
  (keys: IngestKeys) =>
  async (batch: Received): Promise<Keyed> => ({ ...batch, key: await keyOf(keys, batch.headers.authorization) });
