import { decodePending, emptyTotals, mergePending } from '../../rollups';
import type { PendingTotals } from '../../rollups';
import { listPendingNumbers, readPending } from '../../storage';
import type { Sql, Storage, WaitingBlob } from '../../storage';
import { blobCacheOf } from './blob-cache';

/** What is read and decoded between two turns of others, packed: a blob has up to some hundred kilobytes. */
const PAGE_BYTES = 2 << 20;
const [FIRST_PAGE, LARGEST_PAGE] = [64, 2_000];

/** The blobs in pages of about so many bytes, by what those before took. */
async function* pagesOf(sql: Sql, projectId: number, flushNos: readonly string[]): AsyncGenerator<WaitingBlob[]> {
  let [blobs, bytes] = [0, 0];
  for (let at = 0; at < flushNos.length; at = blobs) {
    const wanted = blobs === 0 ? FIRST_PAGE : Math.max(1, Math.floor((PAGE_BYTES * blobs) / Math.max(1, bytes)));
    const numbers = flushNos.slice(at, at + Math.min(wanted, LARGEST_PAGE));
    const page = await readPending(sql, projectId, numbers);
    blobs += numbers.length;
    for (const { body } of page) bytes += body.length;
    yield page;
  }
}

/**
 * What no rollup holds yet, as the snapshot `sql` sees it: it alone decides which blobs count. Those beyond what is remembered are
 * held as one sum: while no worker folds, a read takes no more memory than what they have in common leaves.
 */
export async function loadPending(storage: Storage, sql: Sql, projectId: number): Promise<PendingTotals[]> {
  const cache = blobCacheOf(storage);
  const { found, missing } = cache.find(projectId, await listPendingNumbers(sql, projectId));
  if (missing.length === 0) return found;
  const beyond = emptyTotals();
  let room = cache.roomOf(projectId);
  for await (const page of pagesOf(sql, projectId, missing)) {
    for (const { flushNo, body } of page) {
      const totals = decodePending(body);
      room -= body.length;
      if (room < 0) mergePending(beyond, totals);
      else {
        cache.keep(projectId, flushNo, { totals, size: body.length });
        found.push(totals);
      }
    }
  }
  cache.shrink();
  if (room < 0) found.push(beyond);
  return found;
}
