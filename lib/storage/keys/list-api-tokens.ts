import type { PrismaTx, Sql } from '../core/storage';

/** An API token as people may see it: never its hash. */
export interface ApiTokenRow {
  id: string;
  name: string;
  hint: string;
  scopes: string[];
  /** Name of the person who made it; null from the command line. */
  createdBy: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

// api_token_organization_id_idx
const LIST = `
  select t.id, t.name, t.hint, t.scopes, u.name as "createdBy", t.created_at as "createdAt",
         t.last_used_at as "lastUsedAt", t.expires_at as "expiresAt", t.revoked_at as "revokedAt"
    from api_token t left join "user" u on u.id = t.created_by
   where t.organization_id = $1 and ($2::text is null or t.id = $2)
   order by t.created_at desc, t.id`;

/** Tokens of an organization, revoked ones too, the newest first. */
export async function listApiTokens(sql: Sql, organizationId: string): Promise<ApiTokenRow[]> {
  const { rows } = await sql.query<ApiTokenRow>(LIST, [organizationId, null]);
  return rows;
}

interface TokenKey {
  organizationId: string;
  tokenId: string;
}

/** A token of this organization; null for one of another. */
export async function findApiTokenRow(sql: Sql, { organizationId, tokenId }: TokenKey): Promise<ApiTokenRow | null> {
  const { rows } = await sql.query<ApiTokenRow>(LIST, [organizationId, tokenId]);
  return rows[0] ?? null;
}

/** Revokes a token of the organization; the time of an earlier revocation stays. False when nothing changed. */
export async function revokeApiTokenRow(
  { prisma }: { prisma: PrismaTx },
  { organizationId, tokenId, at }: TokenKey & { at: Date },
): Promise<boolean> {
  const where = { id: tokenId, organizationId, revokedAt: null };
  const { count } = await prisma.apiToken.updateMany({ where, data: { revokedAt: at } });
  return count > 0;
}
