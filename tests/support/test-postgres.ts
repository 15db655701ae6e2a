import { PARTITIONED } from '../../lib/storage/partitions/list-partitions';
import { withClient } from '../../scripts/database/connect.mjs';
import { migrate } from '../../scripts/database/migrate.mjs';
import { openEmbedded } from '../../scripts/database/open.mjs';
import { startPooler } from './pooler';
import { copyDataFolder, makeTemporaryFolder, type TemporaryFolder } from './temporary-folder';
import { withDatabase } from './with-database';

/** How tests reach their Postgres; the template is migrated and nobody connects to it. */
export interface TestPostgres {
  superUrl: string;
  ownerUrl: string;
  appUrl: string;
  /** The same role past the pooler, when there is one. */
  directUrl: string;
  template: string;
  /** A migrated database with one day of each partitioned table, for plans and the catalog. As the application's role. */
  catalogUrl: string;
  /** A data folder as the launcher leaves it after the migrations, without an instance's secret. Nothing runs on it. */
  migratedFolder: string;
}

const TEMPLATE = 'callwatch'; // the name that the launcher gives its database: the folder serves for instances, too
const CATALOG = 'callwatch_catalog';

/** The same Postgres for every project of one run: each has its own module graph, but they share the process. */
const shared: { users: number; running?: Promise<TestPostgres & { stop(): Promise<void> }> } = (Object(globalThis)[
  Symbol.for('callwatch-test-postgres')
] ??= { users: 0 });

/**
 * Starts a Postgres of this run's own in a temporary folder, so that runs side by side never meet. With CALLWATCH_TEST_POOLER, a
 * pgbouncer, the application's role comes through that.
 */
export async function useTestPostgres(): Promise<TestPostgres> {
  shared.users += 1;
  shared.running ??= start();
  const { stop: _, ...postgres } = await shared.running;
  return postgres;
}

export async function releaseTestPostgres(): Promise<void> {
  shared.users -= 1;
  if (shared.users > 0 || !shared.running) return;
  const running = await shared.running;
  delete shared.running;
  await running.stop();
}

async function makeCatalog(superUrl: string): Promise<void> {
  await withClient(superUrl, (client) =>
    client.query(`create database ${CATALOG} template ${TEMPLATE} owner callwatch_owner`),
  );
  await withClient(withDatabase(superUrl, CATALOG), async (client) => {
    for (const parent of PARTITIONED) await client.query('select ensure_partition($1, $2)', [parent, '2026-01-01']);
    await client.query('create table seen_statement (hash text primary key)');
    await client.query('grant insert, select on seen_statement to callwatch_app');
  });
}

/** Without fsync: a killed process loses nothing by that, only a power cut would. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off', max_connections: '300', shared_buffers: '128MB' };

async function makeMigrated(): Promise<TemporaryFolder> {
  const made = makeTemporaryFolder();
  const { ownerUrl, stop } = await openEmbedded({ dataDir: made.folder, name: TEMPLATE, settings: SETTINGS });
  await migrate(ownerUrl);
  await stop();
  return made;
}

async function start() {
  const migrated = await makeMigrated();
  const own = makeTemporaryFolder();
  copyDataFolder(migrated.folder, own.folder);
  const { superUrl, ownerUrl, appUrl, stop } = await openEmbedded({
    dataDir: own.folder,
    name: TEMPLATE,
    settings: SETTINGS,
  });
  await makeCatalog(superUrl);
  const program = process.env['CALLWATCH_TEST_POOLER'];
  const pooler = program ? await startPooler(program, withDatabase(appUrl, CATALOG)) : undefined;
  return {
    superUrl,
    ownerUrl,
    appUrl: pooler?.through(appUrl) ?? appUrl,
    directUrl: appUrl,
    template: TEMPLATE,
    catalogUrl: withDatabase(appUrl, CATALOG),
    migratedFolder: migrated.folder,
    stop: async () => {
      await pooler?.stop();
      await stop();
      own.remove();
      migrated.remove();
    },
  };
}
