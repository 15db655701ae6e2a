import type { Severity } from '../../shared';
import type { Sql } from '../core/storage';

export interface FindingRecord {
  id: string;
  incidentId: number;
  environmentId: number;
  detector: string;
  severity: Severity;
  at: Date;
  windowFrom: Date;
  windowTo: Date;
  historical: boolean;
  entity: unknown;
  evidence: unknown;
}

/** Writes findings; one that is known grows. The incident that it belongs to stays. */
export async function saveFindings(
  tx: Sql,
  { projectId, findings }: { projectId: number; findings: readonly FindingRecord[] },
): Promise<void> {
  if (findings.length === 0) return;
  await tx.query(
    `insert into finding (project_id, id, incident_id, environment_id, detector, severity, at, window_from, window_to,
                          historical, entity, evidence)
     select $1::int, f, i, e, d, s, t, lo, hi, h, y::jsonb, v::jsonb
     from unnest($2::text[], $3::int[], $4::smallint[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
                 $9::timestamptz[], $10::boolean[], $11::text[], $12::text[])
       as given(f, i, e, d, s, t, lo, hi, h, y, v)
     order by f
     on conflict (project_id, id) do update set
       severity = excluded.severity, window_from = excluded.window_from, window_to = excluded.window_to,
       entity = excluded.entity, evidence = excluded.evidence`,
    [
      projectId,
      findings.map((one) => one.id),
      findings.map((one) => one.incidentId),
      findings.map((one) => one.environmentId),
      findings.map((one) => one.detector),
      findings.map((one) => one.severity),
      findings.map((one) => one.at),
      findings.map((one) => one.windowFrom),
      findings.map((one) => one.windowTo),
      findings.map((one) => one.historical),
      findings.map((one) => JSON.stringify(one.entity)),
      findings.map((one) => JSON.stringify(one.evidence)),
    ],
  );
}

/** The incidents of findings that are stored already, by finding id. */
export async function findIncidentsOfFindings(
  tx: Sql,
  { projectId, ids }: { projectId: number; ids: readonly string[] },
): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ id: string; incidentId: number }>(
    `select id, incident_id as "incidentId" from finding
     where project_id = $1 and id = any($2::text[]) and incident_id is not null`,
    [projectId, [...ids]],
  );
  return new Map(rows.map((row) => [row.id, row.incidentId]));
}

/** The findings of one incident in the order of their deciding calls; at most 500. */
export async function listFindings(
  sql: Sql,
  { projectId, incidentId }: { projectId: number; incidentId: number },
): Promise<FindingRecord[]> {
  const { rows } = await sql.query<FindingRecord>(
    `select id, incident_id as "incidentId", environment_id as "environmentId", detector, severity, at,
            window_from as "windowFrom", window_to as "windowTo", historical, entity, evidence
     from finding where project_id = $1 and incident_id = $2 order by at, id limit 500`,
    [projectId, incidentId],
  );
  return rows;
}

/** First and last evidence of the findings of one incident, the latest first; at most `limit`. */
export async function listFindingWindows(
  sql: Sql,
  { projectId, incidentId }: { projectId: number; incidentId: number },
  limit: number,
): Promise<{ from: Date; to: Date }[]> {
  const { rows } = await sql.query<{ from: Date; to: Date }>(
    `select window_from as "from", window_to as "to" from finding
     where project_id = $1 and incident_id = $2 order by window_to desc, id limit $3`,
    [projectId, incidentId, limit],
  );
  return rows;
}
