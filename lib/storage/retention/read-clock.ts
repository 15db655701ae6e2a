import type { Sql } from '../core/storage';

/** The database's time, which all processes share: what deletes for good goes by it. */
export async function readClock(sql: Sql): Promise<Date> {
  const { rows } = await sql.query<{ now: Date }>('select clock_timestamp() as now');
  const [row] = rows;
  if (!row) throw new Error('the database does not tell its time');
  return row.now;
}

/** A clock that goes on from the database's time: as right as that, whatever this host's clock is set to meanwhile. */
export async function followClock(sql: Sql): Promise<() => Date> {
  const at = await readClock(sql);
  const readMs = performance.now();
  return () => new Date(at.getTime() + performance.now() - readMs);
}

const READ_EVERY_MS = 5_000;

/** A clock that is set anew by the database's every 5 s: either may have been wrong, or have slept. Whole milliseconds. */
export async function keepClock(
  sql: Sql,
  onError: (error: unknown) => void,
): Promise<{ nowMs(): number; close(): void }> {
  let now = await followClock(sql);
  const set = async (): Promise<void> => {
    now = await followClock(sql);
  };
  const timer = setInterval(() => void set().catch(onError), READ_EVERY_MS).unref();
  return { nowMs: () => now().getTime(), close: () => clearInterval(timer) };
}
