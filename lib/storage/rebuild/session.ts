import type { Sql, Storage } from '../core/storage';

// Serialization failure, deadlock, and a key that another transaction made after our snapshot.
const AGAIN = new Set(['40001', '40P01', '23505']);
const TRIES = 20;

/** One connection for as long as `work` runs; what the session holds ends with it should `work` throw. */
export function withSession<T>(storage: Storage, work: (session: Sql) => Promise<T>): Promise<T> {
  return storage.withClient((client) =>
    work({
      query: async (text, values = []) => {
        const { rows, rowCount } = await client.query(text, [...values]);
        return { rows, rowCount: rowCount ?? 0 };
      },
    }),
  );
}

/** Runs a REPEATABLE READ transaction, and from the start again when others' changes come in its way. */
export async function repeatably<T>(
  session: Sql,
  work: (sql: Sql) => Promise<T>,
): Promise<{ result: T; retries: number }> {
  for (let retries = 0; ; retries++) {
    await session.query('begin isolation level repeatable read');
    try {
      // Merging a large backlog takes longer than a transaction may idle.
      await session.query('set local idle_in_transaction_session_timeout = 0');
      const result = await work(session);
      await session.query('commit');
      return { result, retries };
    } catch (error) {
      await session.query('rollback');
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!AGAIN.has(code) || retries === TRIES) throw error;
    }
  }
}
