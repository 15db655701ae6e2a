import type { Sql } from '../core/storage';

/** Incidents that nobody resolved yet, by project. By incident_project_id_state_opened_at_idx. */
export async function countOpenIncidents(sql: Sql, projectIds: readonly number[]): Promise<Map<number, number>> {
  const { rows } = await sql.query<{ id: number; count: number }>(
    `select project_id id, count(*)::int count from incident
      where project_id = any($1::int[]) and state in ('open', 'acknowledged') group by 1`,
    [projectIds],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}
