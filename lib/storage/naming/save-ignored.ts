import type { Sql } from '../core/storage';

/** Calls that were taken and are not stored, by what asked for it: an endpoint or a rule. */
export interface IgnoredCount {
  cause: 'endpoint' | 'rule';
  id: number;
  calls: number;
  lastAtMs: number;
}

interface Ignoring {
  projectId: number;
  ignored: readonly IgnoredCount[];
}

// by the day on which they came in; sorted by key, so that two flushes never wait for each other in a circle
const UPSERT = `
  insert into ignored_calls as i (project_id, cause, cause_id, day, calls, last_at)
  select p, c, d, (now() at time zone 'UTC')::date, sum(n), max(a)
    from unnest($1::int[], $2::text[], $3::int[], $4::bigint[], $5::timestamptz[]) u(p, c, d, n, a)
   group by p, c, d order by p, c, d
  on conflict (project_id, cause, cause_id, day) do update set
    calls = i.calls + excluded.calls, last_at = greatest(i.last_at, excluded.last_at)`;

/** Adds what the batches of a flush ignored to the counters, in its transaction: once, as the batches are. */
export async function saveIgnored(sql: Sql, batches: readonly Ignoring[]): Promise<void> {
  const rows = batches.flatMap(({ projectId, ignored }) => ignored.map((one) => ({ projectId, ...one })));
  if (rows.length === 0) return;
  await sql.query(UPSERT, [
    rows.map((row) => row.projectId),
    rows.map((row) => row.cause),
    rows.map((row) => row.id),
    rows.map((row) => row.calls),
    rows.map((row) => new Date(row.lastAtMs)),
  ]);
}
