import type { Sql } from '../core/storage';

export interface RequeueInput {
  projectId: number;
  id: string;
  now: Date;
}

/**
 * Lets a message that was sent or given up go out again, with the same id and a fresh schedule.
 * Returns null when the project has no such message, false when it is still on its way.
 */
export async function requeueMessage(sql: Sql, { projectId, id, now }: RequeueInput): Promise<boolean | null> {
  const { rowCount } = await sql.query(
    `update outbox set state = 'queued', attempt_count = 0, next_attempt_at = $3, claimed_until = null, claim_token = null
      where project_id = $1 and id = $2
        and (state in ('sent', 'failed') or (state = 'retrying' and (claimed_until is null or claimed_until <= clock_timestamp())))`,
    [projectId, id, now],
  );
  if (rowCount === 1) return true;
  const found = await sql.query('select 1 from outbox where project_id = $1 and id = $2', [projectId, id]);
  return found.rowCount === 1 ? false : null;
}
