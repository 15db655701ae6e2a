import { checkDatabase } from './check-database';
import { connect, type ConnectOptions } from './connect';
import type { Storage } from './storage';

/** Connects and checks that the database can be worked on. Throws DatabaseNotReadyError, with nothing left open. */
export async function openChecked(options: ConnectOptions): Promise<Storage> {
  const storage = connect(options);
  await checkDatabase(storage).catch(async (error: unknown) => {
    await storage.close();
    throw error;
  });
  return storage;
}
