import type { Sql } from '../core/storage';
import { INCIDENT_COLUMNS, type IncidentRecord } from './incident-record';

interface JoinableFilter {
  projectId: number;
  /** Live ones that ended before are out of reach. */
  since: Date;
  /** Time in which backfill found something; historical incidents that touch it are in reach. */
  history: { from: Date; to: Date } | null;
  /** Taken in any case. */
  ids: readonly number[];
}

/** Incidents that new findings may join, locked, the oldest first. */
export async function lockJoinableIncidents(
  tx: Sql,
  { projectId, since, history, ids }: JoinableFilter,
): Promise<IncidentRecord[]> {
  const { rows } = await tx.query<IncidentRecord>(
    `select ${INCIDENT_COLUMNS} from incident i
     where i.project_id = $1
       and (i.id = any($5::int[])
            or (not i.historical and (i.state <> 'resolved' or i.resolved_at >= $2))
            or (i.historical and i.last_seen_at >= $3 and i.first_seen_at <= $4))
     order by i.id
     for update`,
    [projectId, since, history?.from ?? null, history?.to ?? null, [...ids]],
  );
  return rows;
}

/** Numbers of the running incidents of a project. */
export async function listRunningIncidents(sql: Sql, projectId: number): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>(
    `select id from incident where project_id = $1 and state <> 'resolved' order by id`,
    [projectId],
  );
  return rows.map((row) => row.id);
}
