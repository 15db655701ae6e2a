import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PARTITIONED } from '../../lib/storage/partitions/list-partitions';
import { withClient } from '../../scripts/database/connect.mjs';
import { migrate } from '../../scripts/database/migrate.mjs';
import { openEmbedded } from '../../scripts/database/open.mjs';
import { startPooler } from './pooler';
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
}

const TEMPLATE = 'callwatch_template';
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
async function start() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'callwatch-test-'));
  chmodSync(dataDir, 0o711); // Postgres' own user has to pass through when root runs the tests
  const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '300', shared_buffers: '128MB' };
  const { superUrl, ownerUrl, appUrl, stop } = await openEmbedded({ dataDir, name: TEMPLATE, settings });
  await migrate(ownerUrl);
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
    stop: async () => {
      await pooler?.stop();
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
