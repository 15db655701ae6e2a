import type { Sql } from '../core/storage';

/** A transaction that holds rows while the database waits to send to its process or to hear from it. */
export interface StalledBackend {
  pid: number;
  /** When its statement began, exactly: with `pid` it names that statement. */
  statementAt: string;
  statementMs: number;
  isCopy: boolean;
}

/** Nothing that only reads has a transaction id: files and pages, however slowly they are fetched, are never among these. */
export const IS_STALLED = `a.datname = current_database() and a.usename = current_user and a.pid <> pg_backend_pid()
  and a.backend_xid is not null and a.state = 'active' and a.wait_event in ('ClientRead', 'ClientWrite')`;

/**
 * Backends of these applications that wait for their process in the middle of a statement, at this moment. Between two statements the
 * idle limit of sessions ends them.
 */
export async function findStalled(sql: Sql, applications: readonly string[]): Promise<StalledBackend[]> {
  const { rows } = await sql.query<StalledBackend>(
    `select a.pid, a.query_start::text as "statementAt", a.query ilike 'copy %' as "isCopy",
            (extract(epoch from clock_timestamp() - a.query_start) * 1000)::float8 as "statementMs"
       from pg_stat_activity a where ${IS_STALLED} and a.application_name = any($1)`,
    [applications],
  );
  return rows;
}
