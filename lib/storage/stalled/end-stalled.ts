import type { Sql } from '../core/storage';
import { IS_STALLED, type StalledBackend } from './find-stalled';

/** What a backend was at when it was ended. */
interface EndedBackend {
  pid: number;
  application: string;
  /** Address of its process or of the pooler; null for a socket of the machine. */
  client: string | null;
  waitedFor: string;
  /** The beginning of its statement. */
  statement: string;
  /** Tables and modes of its locks. */
  held: string[];
  /** Backends that waited for it. */
  waiting: number;
}

/** Until it is gone, and its locks with it. */
const GONE_MS = 1_000;

/** Ends the backend if it is still at that statement and still waits for its process; null when it went on. */
export async function endStalled(sql: Sql, { pid, statementAt }: StalledBackend): Promise<EndedBackend | null> {
  const { rows } = await sql.query<EndedBackend>(
    `with found as materialized (
       select a.pid, a.application_name as application, host(a.client_addr) as client, a.wait_event as "waitedFor",
              left(regexp_replace(a.query, '\\s+', ' ', 'g'), 120) as statement,
              array(select distinct c.relname || ' ' || l.mode from pg_locks l join pg_class c on c.oid = l.relation
                     where l.pid = a.pid and l.granted and c.relkind in ('r', 'p') order by 1) as held,
              (select count(*)::int from pg_stat_activity w
                where w.wait_event_type = 'Lock' and a.pid = any(pg_blocking_pids(w.pid))) as waiting
         from pg_stat_activity a where ${IS_STALLED} and a.pid = $1 and a.query_start = $2::timestamptz)
     select *, pg_terminate_backend(pid, ${GONE_MS}) from found`,
    [pid, statementAt],
  );
  const [ended] = rows;
  if (!ended) return null;
  const { application, client, waitedFor, statement, held, waiting } = ended;
  return { pid, application, client, waitedFor, statement, held, waiting };
}
