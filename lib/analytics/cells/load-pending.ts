import { decodePending } from '../../rollups';
import type { PendingTotals } from '../../rollups';
import { listPendingNumbers, readPending } from '../../storage';
import type { Sql, Storage } from '../../storage';

const CACHED_BYTES = 16 << 20; // of packed blobs: about a million calls

interface Cached {
  totals: PendingTotals;
  size: number;
}

/** Decoded blobs by project and flush, the oldest forgotten first. A blob never changes under its number. */
class BlobCache {
  private readonly blobs = new Map<string, Cached>();
  private size = 0;

  get(projectId: number, flushNo: string): PendingTotals | undefined {
    return this.blobs.get(`${projectId} ${flushNo}`)?.totals;
  }

  put(projectId: number, flushNo: string, cached: Cached): void {
    const key = `${projectId} ${flushNo}`;
    if (this.blobs.has(key)) return;
    this.blobs.set(key, cached);
    this.size += cached.size;
    for (const [oldest, { size }] of this.blobs) {
      if (this.size <= CACHED_BYTES) return;
      this.blobs.delete(oldest);
      this.size -= size;
    }
  }

  /** Forgets what a rollup has taken meanwhile: it would fill the cache with what nobody asks for again. */
  keepOnly(projectId: number, flushNos: readonly string[]): void {
    const kept = new Set(flushNos.map((flushNo) => `${projectId} ${flushNo}`));
    for (const [key, { size }] of this.blobs) {
      if (kept.has(key) || !key.startsWith(`${projectId} `)) continue;
      this.blobs.delete(key);
      this.size -= size;
    }
  }
}

const caches = new WeakMap<Storage, BlobCache>();

function cacheOf(storage: Storage): BlobCache {
  const cache = caches.get(storage) ?? new BlobCache();
  caches.set(storage, cache);
  return cache;
}

/** What no rollup holds yet, as the snapshot `sql` sees it: it alone decides which blobs count. */
export async function loadPending(storage: Storage, sql: Sql, projectId: number): Promise<PendingTotals[]> {
  const cache = cacheOf(storage);
  const numbers = await listPendingNumbers(sql, projectId);
  cache.keepOnly(projectId, numbers);
  const found = new Map<string, PendingTotals>();
  for (const flushNo of numbers) {
    const totals = cache.get(projectId, flushNo);
    if (totals) found.set(flushNo, totals);
  }
  const missing = numbers.filter((flushNo) => !found.has(flushNo));
  if (missing.length > 0) {
    for (const { flushNo, body } of await readPending(sql, projectId, missing)) {
      const totals = decodePending(body);
      cache.put(projectId, flushNo, { totals, size: body.length });
      found.set(flushNo, totals);
    }
  }
  return [...found.values()];
}
