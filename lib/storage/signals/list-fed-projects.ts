import type { Sql } from '../core/storage';

/** Projects with signals that nobody has folded yet; a list without locks. */
export async function listFedProjects(sql: Sql): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>(
    'select distinct project_id as id from signal_feed order by project_id',
  );
  return rows.map((row) => row.id);
}
