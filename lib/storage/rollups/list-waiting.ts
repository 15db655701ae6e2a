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

/** Is there something of the project that no tier holds yet? */
export async function doesWait(sql: Sql, projectId: number): Promise<boolean> {
  return (await sql.query('select from call_pending where project_id = $1 limit 1', [projectId])).rowCount > 0;
}

/** Numbers of all blobs that wait, those that were set aside included, by project. */
export async function listPendingByProject(sql: Sql): Promise<{ projectId: number; flushNos: string[] }[]> {
  const { rows } = await sql.query<{ projectId: number; numbers: string }>(
    `select project_id as "projectId", string_agg(flush_no::text, ' ') as numbers
       from call_pending group by project_id order by project_id`,
  );
  return rows.map(({ projectId, numbers }) => ({ projectId, flushNos: numbers.split(' ') }));
}
