import type { Sql } from './storage';

/** Thrown at boot for a database that cannot be worked on; the message is one line for a person. */
export class DatabaseNotReadyError extends Error {
  override readonly name = 'DatabaseNotReadyError';
}

interface Facts {
  zone: string;
  /** A table of the latest migration. */
  migrated: boolean;
}

/** Checks at boot that the database answers, is migrated, and gives sessions in UTC. Throws DatabaseNotReadyError. */
export async function checkDatabase(sql: Sql): Promise<void> {
  const { rows } = await sql
    .query<Facts>(`select current_setting('TimeZone') as zone, to_regclass('public.lease') is not null as migrated`)
    .catch((error: unknown) => {
      const why = error instanceof Error ? error.message || error.name : String(error);
      throw new DatabaseNotReadyError(`the database cannot be reached: ${why.split('\n')[0]}`);
    });
  const [facts] = rows;
  if (!facts?.migrated) throw new DatabaseNotReadyError('the database is not migrated: run the migrations first');
  if (facts.zone !== 'UTC') {
    throw new DatabaseNotReadyError(
      `sessions of the database are in ${facts.zone}; set the role's time zone: alter role … in database … set timezone = 'UTC'`,
    );
  }
}
