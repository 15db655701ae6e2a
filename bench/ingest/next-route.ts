import path from 'node:path';
import { freePort } from '../../scripts/postgres/ports.mjs';
import { runNode } from '../../scripts/start/run.mjs';
import { startProcess, type Process, type World } from '../support/world';

const root = path.resolve(import.meta.dirname, '../..');

/** The same ingest behind a Next route handler, built for production. */
export async function startNextRoute({ appUrl }: World): Promise<Process> {
  const app = path.join(import.meta.dirname, 'next-app');
  await runNode([path.join(root, 'node_modules/next/dist/bin/next'), 'build', app], {
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  return startProcess('bench/ingest/next-server.ts', { DATABASE_URL: appUrl, PORT: String(await freePort()) });
}
