import type { Sql } from '../core/storage';

export interface OpenIncidentCallers {
  id: number;
  state: 'open' | 'acknowledged';
  /** At most 1,000. */
  callers: string[];
}

/**
 * The callers of the incident that needs a person most: an open one before those that are acknowledged, the worst, the
 * newest; null when all are resolved. Over incident (project_id, state, opened_at).
 */
export async function findOpenCallers(
  sql: Sql,
  { projectId, environmentIds }: { projectId: number; environmentIds: readonly number[] },
): Promise<OpenIncidentCallers | null> {
  const { rows } = await sql.query<OpenIncidentCallers>(
    `select id, state, array(select jsonb_array_elements_text(case jsonb_typeof(entities->'callers')
       when 'array' then entities->'callers' else '[]' end)) callers
     from incident
     where project_id = $1 and state in ('open', 'acknowledged') and environment_id = any($2::smallint[])
     order by state = 'open' desc, array_position(array['critical', 'high', 'medium', 'low', 'info'], severity),
       opened_at desc, id desc
     limit 1`,
    [projectId, environmentIds],
  );
  return rows[0] ?? null;
}
