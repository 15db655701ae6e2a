import type { Severity } from '../../shared';
import type { Sql } from '../core/storage';

export interface EntryQuery {
  projectId: number;
  environmentIds: readonly number[];
  from: Date;
  /** Exclusive. */
  to: Date;
  limit: number;
}

export interface IncidentEntry {
  incidentId: number;
  environmentId: number;
  severity: Severity;
  /** Epoch milliseconds, with a fraction. */
  atMs: number;
  account: string;
  caller: string;
}

/** Accounts that attackers entered, in order of time, the latest. Over the incidents of the project whose evidence lies there. */
export async function listEntries(sql: Sql, query: EntryQuery): Promise<IncidentEntry[]> {
  const { rows } = await sql.query<IncidentEntry>(
    `select i.id "incidentId", i.environment_id "environmentId", i.severity, (e.entry->>'atMs')::float8 "atMs",
       e.entry->>'account' account, e.entry->>'caller' caller
     from incident i
     cross join lateral jsonb_array_elements(
       case when jsonb_typeof(i.entities->'entries') = 'array' then i.entities->'entries' else '[]' end) e(entry)
     where i.project_id = $1 and i.environment_id = any($2::smallint[]) and i.first_seen_at < $4
       and i.last_seen_at >= $3::timestamptz - interval '1 second'
       and (e.entry->>'atMs')::float8 >= extract(epoch from $3::timestamptz) * 1000
       and (e.entry->>'atMs')::float8 < extract(epoch from $4::timestamptz) * 1000
     order by 4 desc limit $5`,
    [query.projectId, query.environmentIds, query.from, query.to, query.limit],
  );
  return rows.reverse();
}
