import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '../../scripts/database/migrate.mjs';
import { openEmbedded } from '../../scripts/database/open.mjs';

/** How tests reach their Postgres; the template is migrated and nobody connects to it. */
export interface TestPostgres {
  superUrl: string;
  ownerUrl: string;
  appUrl: string;
  template: string;
}

const TEMPLATE = 'callwatch_template';

/** The same Postgres for every project of one run: each has its own module graph, but they share the process. */
const shared: { users: number; running?: Promise<TestPostgres & { stop(): Promise<void> }> } = (Object(globalThis)[
  Symbol.for('callwatch-test-postgres')
] ??= { users: 0 });

/** Starts a Postgres of this run's own in a temporary folder, so that runs side by side never meet. */
export async function useTestPostgres(): Promise<TestPostgres> {
  shared.users += 1;
  shared.running ??= start();
  const { superUrl, ownerUrl, appUrl, template } = await shared.running;
  return { superUrl, ownerUrl, appUrl, template };
}

export async function releaseTestPostgres(): Promise<void> {
  shared.users -= 1;
  if (shared.users > 0 || !shared.running) return;
  const running = await shared.running;
  delete shared.running;
  await running.stop();
}

/** Without fsync: a killed process loses nothing by that, only a power cut would. */
async function start() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'callwatch-test-'));
  chmodSync(dataDir, 0o711); // Postgres' own user has to pass through when root runs the tests
  const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '300', shared_buffers: '128MB' };
  const { superUrl, ownerUrl, appUrl, stop } = await openEmbedded({ dataDir, name: TEMPLATE, settings });
  await migrate(ownerUrl);
  return {
    superUrl,
    ownerUrl,
    appUrl,
    template: TEMPLATE,
    stop: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
