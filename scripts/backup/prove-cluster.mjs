import fs from 'node:fs';
import path from 'node:path';
import { withClient } from '../database/connect.mjs';
import { OWNER } from '../database/roles.mjs';
import { guard } from '../postgres/embedded.mjs';
import { launchOnFreePort, stopPostmaster } from '../postgres/launch.mjs';
import { freePort } from '../postgres/ports.mjs';
import { Refusal } from '../start/refusal.mjs';

/** Replays the WAL that was written while the backup was taken. */
const RECOVERY_TIMEOUT_MS = 3_600_000;

const COUNTS = `select
  (select count(*) from organization)::int as organizations, (select count(*) from "user")::int as users,
  (select count(*) from project)::int as projects, (select count(*) from incident)::int as incidents,
  (select count(*) from call)::float8 as calls, pg_is_in_recovery() as recovering`;

/** @typedef {{ organizations: number, users: number, projects: number, incidents: number, calls: number }} Counts */

/**
 * Starts a restored cluster, which recovers to the end of its backup or does not start, reads from it as the owner, and
 * stops it again.
 * @param {import('./staging.mjs').Staged} staged
 * @param {AbortSignal} signal
 * @returns {Promise<Counts>}
 */
export async function proveCluster({ dataDir, files }, signal) {
  const options = { settings: {}, signal, timeoutMs: RECOVERY_TIMEOUT_MS };
  const { pid, port } = await launchOnFreePort(files, options, freePort);
  const { dismissWatchdog } = guard(pid, dataDir);
  try {
    const password = fs.readFileSync(path.join(dataDir, `postgres-owner.password`), 'utf8').trim();
    return await withClient(`postgresql://${OWNER}:${password}@127.0.0.1:${port}/callwatch`, async (client) => {
      const { rows } = await client.query(COUNTS);
      const { recovering, ...counts } = rows[0];
      if (recovering) throw new Refusal('the restored database is still in recovery');
      return counts;
    });
  } finally {
    await stopPostmaster(pid);
    dismissWatchdog();
  }
}
