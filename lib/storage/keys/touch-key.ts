import type { Sql } from '../core/storage';

interface Used {
  id: string;
  at: Date;
}

// the condition keeps a busy key to one write a minute, whichever process asks
const touch = (table: 'ingest_key' | 'api_token'): string => `
  update ${table} set last_used_at = $2
   where id = $1 and (last_used_at is null or last_used_at <= $2::timestamptz - interval '1 minute')`;

/** Notes that an ingest key was used, at most once a minute. */
export async function touchIngestKey(sql: Sql, { id, at }: Used): Promise<void> {
  await sql.query(touch('ingest_key'), [id, at]);
}

/** Notes that an API token was used, at most once a minute. */
export async function touchApiToken(sql: Sql, { id, at }: Used): Promise<void> {
  await sql.query(touch('api_token'), [id, at]);
}
