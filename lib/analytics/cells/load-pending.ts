import { decodePending } from '../../rollups';
import type { PendingTotals } from '../../rollups';
import { listPendingNumbers, readPending } from '../../storage';
import type { Sql, Storage } from '../../storage';
import { blobCacheOf } from './blob-cache';

/** What no rollup holds yet, as the snapshot `sql` sees it: it alone decides which blobs count. */
export async function loadPending(storage: Storage, sql: Sql, projectId: number): Promise<PendingTotals[]> {
  const cache = blobCacheOf(storage);
  const { found, missing } = cache.find(projectId, await listPendingNumbers(sql, projectId));
  if (missing.length === 0) return found;
  for (const { flushNo, body } of await readPending(sql, projectId, missing)) {
    const totals = decodePending(body);
    cache.keep(projectId, flushNo, { totals, size: body.length });
    found.push(totals);
  }
  cache.shrink();
  return found;
}
