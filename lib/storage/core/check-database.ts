import type { Sql } from './storage';

/** Thrown at boot for a database that cannot be worked on; the message is one line for a person. */
export class DatabaseNotReadyError extends Error {
  override readonly name = 'DatabaseNotReadyError';
}

/**
 * What sessions must have. The adapter drops the offset of timestamptz; planner costs over partitions exceed the threshold of
 * the JIT; and a holder of leases that was stopped must not block who takes over.
 */
const REQUIRED = {
  timezone: 'UTC',
  jit: 'off',
  idle_in_transaction_session_timeout: '5s',
} as const;

interface Facts {
  /** Quoted, as SQL takes them. */
  role: string;
  database: string;
  /** A table of the latest migration. */
  migrated: boolean;
  /** In the order of REQUIRED. */
  settings: string[];
}

const FACTS = `select quote_ident(session_user) as role, quote_ident(current_database()) as database,
  to_regclass('public.lease') is not null as migrated,
  array(select current_setting(name) from unnest($1::text[]) with ordinality s(name, at) order by at) as settings`;

/**
 * Checks at boot that the database answers, is migrated, and gives sessions the settings that they need. Throws
 * DatabaseNotReadyError.
 */
export async function checkDatabase(sql: Sql): Promise<void> {
  const { rows } = await sql.query<Facts>(FACTS, [Object.keys(REQUIRED)]).catch((error: unknown) => {
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw new DatabaseNotReadyError(`the database cannot be reached: ${why.split('\n')[0]}`);
  });
  const [facts] = rows;
  if (!facts?.migrated) throw new DatabaseNotReadyError('the database is not migrated: run the migrations first');
  for (const [at, [name, value]] of Object.entries(REQUIRED).entries()) {
    const found = facts.settings[at];
    if (found === value) continue;
    const place = `role ${facts.role} in database ${facts.database}`;
    throw new DatabaseNotReadyError(
      `sessions of the database have ${name} = ${found} and must have ${value}: run "alter ${place} set ${name} = '${value}'"`,
    );
  }
}
