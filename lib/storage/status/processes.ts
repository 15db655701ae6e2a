import type { Sql } from '../core/storage';
import { BEYOND } from '../core/wrong-clock';

/** A process says that it lives this often. */
export const PROCESS_BEAT_MS = 15_000;
const FORGOTTEN_AFTER = "interval '1 hour'";

export interface ProcessAbout {
  id: string;
  roles: readonly string[];
  version: string;
  host: string;
  pid: number;
}

export interface ProcessRow extends ProcessAbout {
  startedAt: Date;
  /** Since its last word, by the database's clock. */
  silentSeconds: number;
  /** ProcessFigures, unchecked. */
  figures: unknown;
}

/** Says that a process lives and how it does, by the database's clock; forgets those that ended without a word. */
export async function beatProcess(sql: Sql, about: ProcessAbout, figures: object): Promise<void> {
  await sql.query(
    `with gone as (delete from instance_process where seen_at not between clock_timestamp() - ${FORGOTTEN_AFTER} and clock_timestamp() + ${BEYOND} and id <> $1)
     insert into instance_process (id, roles, version, host, pid, started_at, seen_at, figures)
     values ($1, $2, $3, $4, $5, clock_timestamp(), clock_timestamp(), $6)
     on conflict (id) do update set seen_at = excluded.seen_at, figures = excluded.figures`,
    [about.id, about.roles, about.version, about.host, about.pid, JSON.stringify(figures)],
  );
}

/** A process that ends in order takes its name off the list. */
export async function endProcess(sql: Sql, id: string): Promise<void> {
  await sql.query('delete from instance_process where id = $1', [id]);
}

/** Processes that spoke lately, the longest running first. */
export async function listProcesses(sql: Sql, { withinSeconds }: { withinSeconds: number }): Promise<ProcessRow[]> {
  const { rows } = await sql.query<ProcessRow>(
    `select id, roles, version, host, pid, started_at as "startedAt", figures,
            greatest(0, extract(epoch from clock_timestamp() - seen_at))::float8 as "silentSeconds"
       from instance_process
      where seen_at between clock_timestamp() - $1 * interval '1 second' and clock_timestamp() + ${BEYOND}
      order by started_at, id`,
    [withinSeconds],
  );
  return rows;
}
