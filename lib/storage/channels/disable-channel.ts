import type { Sql } from '../core/storage';

/** Turns a channel off on the receiver's word. Returns false when it was off already. */
export async function disableChannel(
  sql: Sql,
  { id, why, now }: { id: string; why: string; now: Date },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update channel set enabled = false, disabled_why = $2, updated_at = $3 where id = $1 and enabled`,
    [id, why, now],
  );
  return rowCount === 1;
}
