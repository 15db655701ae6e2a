/** An ingest key as people may see it. */
export interface KeyRecord {
  id: string;
  environmentId: number;
  name: string;
  hint: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** The columns of a KeyRecord, for Prisma: never the hash. */
export const KEY_COLUMNS = {
  id: true,
  environmentId: true,
  name: true,
  hint: true,
  createdAt: true,
  lastUsedAt: true,
  revokedAt: true,
} as const;
