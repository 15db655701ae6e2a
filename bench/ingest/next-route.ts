import path from 'node:path';
import { freePort } from '../../scripts/postgres/ports.mjs';
import { runNode } from '../../scripts/start/run.mjs';
import { emptyTables } from './copy';
import { postBatches } from './post';
import { startProcess, type World } from './world';

const root = path.resolve(import.meta.dirname, '../..');

/** Calls a second of the same ingest behind a Next route handler, at 1,000-call batches. */
export async function nextRouteCalls(world: World, order: { batches: number; connections: number }): Promise<number> {
  const app = path.join(import.meta.dirname, 'next-app');
  await runNode([path.join(root, 'node_modules/next/dist/bin/next'), 'build', app], {
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  const env = { DATABASE_URL: world.appUrl, PORT: String(await freePort()) };
  const server = await startProcess('bench/ingest/next-server.ts', env);
  try {
    await emptyTables(world.admin);
    const common = { url: server.url, key: world.key, callsPerBatch: 1_000, gzip: true };
    await postBatches({ ...common, batches: 30, connections: order.connections, seed: 31 });
    const { accepted, elapsedMs } = await postBatches({ ...common, ...order, seed: 32 });
    return (accepted / elapsedMs) * 1_000;
  } finally {
    await server.stop();
  }
}
