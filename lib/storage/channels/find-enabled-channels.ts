import type { ChannelKind } from '../../shared';
import type { Sql } from '../core/storage';

export interface EnabledChannel {
  id: string;
  projectId: number;
  projectName: string;
  kind: ChannelKind;
}

/** Enabled channels of the projects, oldest first. */
export async function findEnabledChannels(sql: Sql, projectIds: readonly number[]): Promise<EnabledChannel[]> {
  const { rows } = await sql.query<EnabledChannel>(
    `select c.id, c.project_id as "projectId", p.name as "projectName", c.kind
       from channel c join project p on p.id = c.project_id
      where c.project_id = any($1::int[]) and c.enabled
      order by c.created_at, c.id`,
    [projectIds],
  );
  return rows;
}
