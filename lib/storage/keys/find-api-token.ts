import type { Sql } from '../core/storage';

export interface ApiTokenRecord {
  id: string;
  name: string;
  scopes: string[];
  organization: { id: string; name: string; slug: string };
  lastUsedAt: Date | null;
}

interface Row {
  id: string;
  name: string;
  scopes: string[];
  organization_id: string;
  organization_name: string;
  organization_slug: string;
  last_used_at: Date | null;
}

// api_token_hash_key
const FIND = `
  select t.id, t.name, t.scopes, o.id as organization_id, o.name as organization_name, o.slug as organization_slug,
         t.last_used_at
    from api_token t
    join organization o on o.id = t.organization_id
   where t.hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2)`;

/** The live token with this SHA-256, or null when there is none, it was revoked or it expired. */
export async function findApiToken(
  sql: Sql,
  { hash, at }: { hash: Uint8Array; at: Date },
): Promise<ApiTokenRecord | null> {
  const { rows } = await sql.query<Row>(FIND, [hash, at]);
  const row = rows[0];
  if (!row) return null;
  const organization = { id: row.organization_id, name: row.organization_name, slug: row.organization_slug };
  return { id: row.id, name: row.name, scopes: row.scopes, organization, lastUsedAt: row.last_used_at };
}
