import type { Sql } from '../core/storage';
import type { WaitingBlob } from './claim-pending';

export interface Waiting {
  blobs: number;
  sizeBytes: number;
  /** Of the oldest; 0 when nothing waits. */
  ageMs: number;
}

/** What waits of a project: blobs of flushes, and sums that rollups have set aside for the wide tiers. */
export async function readWaiting(sql: Sql, projectId: number): Promise<{ flushed: Waiting; aside: Waiting }> {
  const { rows } = await sql.query<Waiting & { aside: boolean }>(
    `select flush_no < 0 as aside, count(*)::int as blobs, sum(octet_length(body))::float8 as "sizeBytes",
            (extract(epoch from clock_timestamp() - min(created_at)) * 1000)::float8 as "ageMs"
       from call_pending where project_id = $1 group by 1`,
    [projectId],
  );
  const nothing: Waiting = { blobs: 0, sizeBytes: 0, ageMs: 0 };
  const of = (kind: boolean): Waiting => rows.find(({ aside }) => aside === kind) ?? nothing;
  return { flushed: of(false), aside: of(true) };
}

/**
 * Sets sums aside, under the negative number of a flush that was claimed for them: no other blob ever has it, so that
 * readers may remember what is under a number.
 */
export async function setAside(sql: Sql, projectId: number, { flushNo, body }: WaitingBlob): Promise<void> {
  await sql.query('insert into call_pending (project_id, flush_no, body) values ($1, -($2::bigint), $3)', [
    projectId,
    flushNo,
    body,
  ]);
}
