import { readConnection } from '../../scripts/start/data-folder.mjs';
import { addHistory, nameEverything, subjectsOf } from '../query/history';
import type { Instance } from '../support/instance';
import { connectAdmin } from '../support/world';

type Write = (line: string) => void;

/** Fills an instance that runs with 14 days of calls, as `bench query` does; gives its busiest endpoint. */
export async function fillHistory(
  { dataDir, projectId }: Instance,
  calls: number,
  write: Write,
): Promise<{ endpointId: number }> {
  const connection = readConnection(dataDir);
  if (!connection) throw new Error('the instance does not run');
  const admin = await connectAdmin(connection);
  try {
    const place = { admin, appUrl: connection.appUrl, projectId };
    await nameEverything(admin, projectId);
    await addHistory(place, { calls, now: new Date() }, write);
    return { endpointId: (await subjectsOf(place)).busyEndpoint };
  } finally {
    await admin.end();
  }
}
