import { connect } from '../../lib/storage';
import { readConnection } from '../../scripts/start/data-folder.mjs';
import { bootstrapProject } from '../integration/ingest/harness';

async function onDatabase<T>(dataDir: string, work: (storage: ReturnType<typeof connect>) => Promise<T>): Promise<T> {
  const url = readConnection(dataDir)?.appUrl ?? '';
  const storage = connect({ url, max: 1, applicationName: 'test', onIdleError: () => undefined });
  return work(storage).finally(() => storage.close());
}

/** A key of a new project, made beside the running instance, whose CALLWATCH_SECRET is SECRET of the harness. */
export const makeKey = (dataDir: string, project?: string): Promise<string> =>
  onDatabase(dataDir, async (storage) => (await bootstrapProject(storage, project)).ingestKey);

/** Calls stored by the instance on this folder, by path. */
export const storedPaths = (dataDir: string): Promise<string[]> =>
  onDatabase(dataDir, async (storage) => {
    const { rows } = await storage.query<{ path: string }>('select path from call order by path');
    return rows.map(({ path }) => path);
  });

/** Posts one call per path; gives the answer. */
export function postCalls(url: string, key: string, paths: readonly string[]): Promise<Response> {
  const finishedAt = new Date().toISOString();
  const calls = paths.map((path) => ({
    finishedAt,
    method: 'GET',
    route: '/v1/orders',
    path,
    status: 200,
    durationMs: 12,
  }));
  return fetch(`${url}/api/v1/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ calls }),
  });
}
