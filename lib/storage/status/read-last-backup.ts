import type { Sql } from '../core/storage';

/** What `npm run backup` left of the last one it completed; null before the first. */
export async function readLastBackup(sql: Sql): Promise<{ takenAt: string; sizeBytes: number } | null> {
  const { rows } = await sql.query<{ takenAt: string; sizeBytes: number }>(
    `select value->>'takenAt' as "takenAt", (value->>'sizeBytes')::float8 as "sizeBytes"
       from instance_setting where name = 'last_backup'`,
  );
  return rows[0] ?? null;
}
