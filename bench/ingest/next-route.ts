import path from 'node:path';
import { freePort } from '../../scripts/postgres/ports.mjs';
import { runNode } from '../../scripts/start/run.mjs';
import { generateCallModel } from './create-many';
import { startProcess, type Process, type World } from '../support/world';

const root = path.resolve(import.meta.dirname, '../..');

/** Next, built for production, with two route handlers: the same ingest, and a plain one. */
export async function startNextRoute({ appUrl, key, projectId }: World): Promise<Process> {
  const app = path.join(import.meta.dirname, 'next-app');
  await runNode([path.join(root, 'node_modules/next/dist/bin/next'), 'build', app], {
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  await generateCallModel();
  const env = { DATABASE_URL: appUrl, PORT: String(await freePort()), INGEST_KEY: key, PROJECT_ID: String(projectId) };
  return startProcess('bench/ingest/next-server.ts', env);
}
