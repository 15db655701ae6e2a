import type { Sql, Tx } from '../core/storage';
import type { TierDays, TierKeeps } from '../rollups/tier-retention';

const DAYS = `minute_days as "minuteDays", hour_days as "hourDays", day_days as "dayDays"`;
const SINCE = `minutes_since as "minutesSince", hours_since as "hoursSince"`;
const NOTHING: TierKeeps = { minuteDays: 0, hourDays: 0, dayDays: 0, minutesSince: null, hoursSince: null };

/** How long a project keeps its rollups; one that is gone keeps nothing. */
export async function readTierKeeps(sql: Sql, projectId: number): Promise<TierKeeps> {
  const { rows } = await sql.query<TierKeeps>(`select ${DAYS}, ${SINCE} from project where id = $1`, [projectId]);
  return rows[0] ?? NOTHING;
}

/** Days that a project keeps raw calls and each tier of its rollups. */
export interface Keeps extends TierDays {
  retentionDays: number;
}

/** Reads what a project keeps, locked until the transaction ends; null when it is gone. */
export async function lockKeeps(tx: Tx, projectId: number): Promise<Keeps | null> {
  const { rows } = await tx.query<Keeps>(
    `select retention_days as "retentionDays", ${DAYS} from project where id = $1 for update`,
    [projectId],
  );
  return rows[0] ?? null;
}

/** Late calls had no minutes beyond the days before: with more days, those are not all there. */
export async function setKeeps(tx: Tx, projectId: number, keeps: Keeps): Promise<void> {
  await tx.query(
    `update project set retention_days = $2, minute_days = $3, hour_days = $4, day_days = $5,
            minutes_since = case when minute_days < $3
              then greatest(minutes_since, now() - make_interval(days => minute_days) + interval '1 hour') else minutes_since end
      where id = $1`,
    [projectId, keeps.retentionDays, keeps.minuteDays, keeps.hourDays, keeps.dayDays],
  );
}
