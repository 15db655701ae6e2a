import type { Sql } from '../core/storage';

export interface IncidentRuleRow {
  id: string;
  projectId: number;
  name: string;
  /** An IncidentRuleDefinition, unchecked. */
  definition: unknown;
  channels: string[];
}

/** Enabled incident rules of the projects, oldest first. */
export async function findIncidentRules(sql: Sql, projectIds: readonly number[]): Promise<IncidentRuleRow[]> {
  const { rows } = await sql.query<IncidentRuleRow>(
    `select id, project_id as "projectId", name, definition, coalesce(channels, '{}') as channels
       from rule
      where project_id = any($1::int[]) and kind = 'incident' and enabled
      order by created_at, id`,
    [projectIds],
  );
  return rows;
}
