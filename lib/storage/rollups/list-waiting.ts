import type { Sql } from '../core/storage';
import type { Waiting } from './set-aside';

const FLUSHED = 'filter (where flush_no > 0)';

/** Projects with something that no tier holds yet, and what waits of their flushes; a list without locks. */
export async function listWaiting(sql: Sql): Promise<{ projectId: number; flushed: Waiting }[]> {
  const { rows } = await sql.query<Waiting & { projectId: number }>(
    `select project_id as "projectId", count(*) ${FLUSHED}::int as blobs,
            coalesce(sum(octet_length(body)) ${FLUSHED}, 0)::float8 as "sizeBytes",
            coalesce(extract(epoch from clock_timestamp() - min(created_at) ${FLUSHED}) * 1000, 0)::float8 as "ageMs"
       from call_pending group by project_id order by project_id`,
  );
  return rows.map(({ projectId, ...flushed }) => ({ projectId, flushed }));
}
