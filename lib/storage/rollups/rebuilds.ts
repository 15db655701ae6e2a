import type { Sql } from '../core/storage';

const NAME = 'rebuilds';

/** Notes, in the transaction that does it, that rows of rollups are written other than by adding calls. */
export async function noteRebuild(tx: Sql, projectId: number): Promise<void> {
  await tx.query(
    `insert into project_counter as known (project_id, name, value) values ($1, $2, 1)
     on conflict (project_id, name) do update set value = known.value + 1`,
    [projectId, NAME],
  );
}

/** How often that was done. */
export async function countRebuilds(sql: Sql, projectId: number): Promise<number> {
  const { rows } = await sql.query<{ value: number }>(
    'select value from project_counter where project_id = $1 and name = $2',
    [projectId, NAME],
  );
  return rows[0]?.value ?? 0;
}
