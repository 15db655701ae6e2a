import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { connect, isUnavailable, type Storage } from '../../lib/storage';
import { createTestDatabase, waitFor } from '../support';

interface World {
  storage: Storage;
  /** Of the owner. */
  other: Client;
  appUrl: string;
}

/** One connection to a database of the test's own, and another way in. */
async function open(): Promise<World> {
  const database = await createTestDatabase();
  const storage = connect({ url: database.appUrl, max: 1, applicationName: 'one', onIdleError: () => undefined });
  const other = new Client({ connectionString: database.ownerUrl });
  await other.connect();
  await other.query('create table note (word text); grant all on note to public');
  onTestFinished(async () => {
    await storage.close();
    await other.end();
    await database.drop();
  });
  return { storage, other, appUrl: database.appUrl };
}

const notes = async ({ other }: World): Promise<string[]> =>
  (await other.query<{ word: string }>('select word from note order by word')).rows.map(({ word }) => word);

it.each([400, 1_600])(
  'a transaction that waits %i ms of its 300 stores nothing, before nor after, and disturbs nobody who has its connection then',
  async (waitMs) => {
    const world = await open();
    const { storage, other } = world;
    await other.query('begin; lock table note in share mode');
    const failing = storage
      .transaction(
        async (tx) => {
          await tx.query('select 1');
          await tx.query(`insert into note values ('before')`); // waits until the time is over
          await tx
            .query(`insert into note values ('after')`)
            .catch(() => tx.query(`insert into note values ('again')`));
        },
        { timeoutMs: 300 },
      )
      .catch((error: unknown) => error);
    const next = storage.transaction(async (tx) => {
      await tx.query(`insert into note values ('next')`);
    });
    const waiting = `select from pg_locks l join pg_database d on d.oid = l.database
    where not l.granted and d.datname = current_database()`;
    const since = await waitFor(async () => ((await other.query(waiting)).rowCount ?? 0) > 0 && performance.now());
    await waitFor(() => performance.now() > since + waitMs);
    await other.query('commit');
    expect(isUnavailable(await failing)).toBe(true);
    await next;
    expect(await notes(world)).toEqual(['next']);
  },
);

it("a connection that is cut in whoever's hands ends nothing but what he does", async () => {
  const { storage, appUrl } = await open();
  const other = new Client({ connectionString: appUrl });
  await other.connect();
  const client = await storage.pool.connect();
  const ended = new Promise((resolve) => client.once('end', resolve));
  await other.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'one'`);
  await ended; // unheard, its error would have ended the process
  await expect(client.query('select 1')).rejects.toThrow();
  client.release(true);
  await other.end();
  expect((await storage.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});
