import type { Sql, Tx } from '../core/storage';
import type { TierKeeps } from '../rollups/tier-retention';

const KEEPS = `minute_days as "minuteDays", hour_days as "hourDays", day_days as "dayDays"`;
const NOTHING: TierKeeps = { minuteDays: 0, hourDays: 0, dayDays: 0 };

/** How long a project keeps its rollups; one that is gone keeps nothing. */
export async function readTierKeeps(sql: Sql, projectId: number): Promise<TierKeeps> {
  const { rows } = await sql.query<TierKeeps>(`select ${KEEPS} from project where id = $1`, [projectId]);
  return rows[0] ?? NOTHING;
}

/** Days that a project keeps raw calls and each tier of its rollups. */
export interface Keeps extends TierKeeps {
  retentionDays: number;
}

/** Reads what a project keeps, locked until the transaction ends; null when it is gone. */
export async function lockKeeps(tx: Tx, projectId: number): Promise<Keeps | null> {
  const { rows } = await tx.query<Keeps>(
    `select retention_days as "retentionDays", ${KEEPS} from project where id = $1 for update`,
    [projectId],
  );
  return rows[0] ?? null;
}

export async function setKeeps(tx: Tx, projectId: number, keeps: Keeps): Promise<void> {
  await tx.query(
    'update project set retention_days = $2, minute_days = $3, hour_days = $4, day_days = $5 where id = $1',
    [projectId, keeps.retentionDays, keeps.minuteDays, keeps.hourDays, keeps.dayDays],
  );
}
