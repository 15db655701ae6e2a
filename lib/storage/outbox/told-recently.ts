import type { Sql } from '../core/storage';

/** Did the project enqueue mail of this kind and subject since then? By outbox_project_id_created_at_idx. */
export async function toldRecently(
  sql: Sql,
  { projectId, kind, subject, since }: { projectId: number; kind: string; subject: string; since: Date },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `select 1 from outbox where project_id = $1 and created_at > $4 and kind = $2 and subject = $3 limit 1`,
    [projectId, kind, subject, since],
  );
  return rowCount > 0;
}
