import type { Sql, Storage } from '../core/storage';

// Serialization failure, deadlock, and a key that another transaction made after our snapshot.
const AGAIN = new Set(['40001', '40P01', '23505']);
const TRIES = 20;

/** One connection for as long as `work` runs; a pooler may give each transaction another one of its own. */
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

async function within<T>(session: Sql, isolation: 'read committed' | 'repeatable read', work: () => Promise<T>) {
  await session.query(`begin isolation level ${isolation}`);
  try {
    const result = await work();
    await session.query('commit');
    return result;
  } catch (error) {
    await session.query('rollback');
    throw error;
  }
}

/** A lock that ends with its transaction, as behind a pooler all locks must. */
interface Turn {
  /** Waits until nobody holds it. */
  wait(sql: Sql): Promise<void>;
  /** Takes it; false when somebody was faster. */
  enter(sql: Sql): Promise<boolean>;
}

interface Repeatable<T> {
  turn: Turn;
  work(sql: Sql): Promise<T>;
}

/** Null when it is somebody else's turn. */
function tryOnce<T>(session: Sql, { turn, work }: Repeatable<T>): Promise<{ result: T } | null> {
  return within(session, 'repeatable read', async () => {
    if (!(await turn.enter(session))) return null;
    // Merging a large backlog takes longer than a transaction may idle.
    await session.query('set local idle_in_transaction_session_timeout = 0');
    return { result: await work(session) };
  });
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/**
 * Runs a REPEATABLE READ transaction in its turn, and from the start again when others' changes come in its way. The turn is waited
 * for in a transaction before it: a snapshot from before the wait would miss what the others did.
 */
export async function repeatably<T>(session: Sql, repeatable: Repeatable<T>): Promise<{ result: T; retries: number }> {
  for (let retries = 0; ;) {
    await within(session, 'read committed', () => repeatable.turn.wait(session));
    try {
      const done = await tryOnce(session, repeatable);
      if (done) return { ...done, retries };
    } catch (error) {
      if (!AGAIN.has(codeOf(error)) || retries === TRIES) throw error;
      retries += 1;
    }
  }
}
