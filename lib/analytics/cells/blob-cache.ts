import { emptyTotals, mergePending } from '../../rollups';
import type { PendingTotals } from '../../rollups';
import type { Storage } from '../../storage';

const CACHED_BYTES = 16 << 20; // of packed blobs: about a million calls
/** Flushes of neighbouring numbers that are added up once they stand still. */
const GROUP = 128n;
/** Blobs up to this are added up, some 250 calls: where each holds many, there is little to gain. */
const SMALL_BYTES = 4_096;
/** Groups that one read adds up, some 9 ms: less than they cost each read while they are apart. */
const MERGED_AT_ONCE = 6;

export interface Decoded {
  totals: PendingTotals;
  /** Of the packed blob. */
  size: number;
}

interface Group {
  /** The blobs of its numbers when it was asked for the last time. */
  seen: string;
  /** The sum of the small ones among them, once they were the same two times. */
  merged: { numbers: ReadonlySet<string>; sum: Decoded } | null;
}

interface Known {
  blobs: Map<string, Decoded>;
  groups: Map<string, Group>;
}

const groupOf = (flushNo: string): string => String(BigInt(flushNo) / GROUP);

function byGroup(flushNos: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const flushNo of flushNos) {
    const group = groupOf(flushNo);
    const known = groups.get(group);
    if (known) known.push(flushNo);
    else groups.set(group, [flushNo]);
  }
  return groups;
}

/**
 * Decoded blobs of each project. A blob never changes under its number, so sums of some are told as long as exactly these wait;
 * each answer says which do. Small blobs of a group become one sum when they were asked for twice, a few groups a read: two
 * thousand flushes of a few calls are soon read like a few large ones.
 */
export class BlobCache {
  private readonly projects = new Map<number, Known>();

  /** What is known of these blobs, and which are not. Forgets what a rollup has taken meanwhile. */
  find(projectId: number, flushNos: readonly string[]): { found: PendingTotals[]; missing: string[] } {
    const known = this.projectOf(projectId);
    const groups = byGroup(flushNos);
    const found: PendingTotals[] = [];
    const missing: string[] = [];
    for (const gone of known.groups.keys()) if (!groups.has(gone)) known.groups.delete(gone);
    this.keepOnly(known, flushNos);
    let most = MERGED_AT_ONCE;
    for (const [name, members] of groups) {
      const group = this.standing(known, name, members);
      if (group?.merged === null && most > 0) {
        group.merged = mergeSmall(known.blobs, members);
        if (group.merged) most -= 1;
      }
      const merged = group?.merged;
      if (merged) found.push(merged.sum.totals);
      for (const flushNo of members) {
        if (merged?.numbers.has(flushNo)) continue;
        const blob = known.blobs.get(flushNo);
        if (blob) found.push(blob.totals);
        else missing.push(flushNo);
      }
    }
    return { found, missing };
  }

  /** Packed bytes of further blobs of the project that are held at all. */
  roomOf(projectId: number): number {
    return CACHED_BYTES - sizeOf(this.projectOf(projectId));
  }

  keep(projectId: number, flushNo: string, decoded: Decoded): void {
    this.projectOf(projectId).blobs.set(flushNo, decoded);
  }

  /** Forgets the projects that were not asked for the longest, then the oldest blobs, until little enough is held. */
  shrink(): void {
    let size = [...this.projects.values()].reduce((sum, known) => sum + sizeOf(known), 0);
    for (const [projectId, known] of this.projects) {
      if (size <= CACHED_BYTES) return;
      if (this.projects.size > 1) {
        size -= sizeOf(known);
        this.projects.delete(projectId);
        continue;
      }
      for (const [flushNo, blob] of known.blobs) {
        if (size <= CACHED_BYTES) return;
        size -= blob.size;
        known.blobs.delete(flushNo);
      }
      if (size > CACHED_BYTES) known.groups.clear();
    }
  }

  private projectOf(projectId: number): Known {
    const known = this.projects.get(projectId) ?? { blobs: new Map(), groups: new Map() };
    this.projects.delete(projectId);
    this.projects.set(projectId, known);
    return known;
  }

  private keepOnly({ blobs }: Known, flushNos: readonly string[]): void {
    if (blobs.size === 0) return;
    const kept = new Set(flushNos);
    for (const flushNo of blobs.keys()) if (!kept.has(flushNo)) blobs.delete(flushNo);
  }

  /** The group, if the same blobs of it were asked for the last time. */
  private standing({ groups }: Known, name: string, members: readonly string[]): Group | null {
    const seen = members.join(' ');
    const group = groups.get(name);
    if (group?.seen === seen) return group;
    groups.set(name, { seen, merged: null });
    return null;
  }
}

const sizeOf = ({ blobs, groups }: Known): number =>
  [...blobs.values(), ...[...groups.values()].flatMap(({ merged }) => merged?.sum ?? [])].reduce(
    (sum, { size }) => sum + size,
    0,
  );

/** Adds the small ones up, which are then held no more; null where not all are known, or less than two are small. */
function mergeSmall(blobs: Map<string, Decoded>, members: readonly string[]): Group['merged'] {
  const numbers = new Set<string>();
  const sum: Decoded = { totals: emptyTotals(), size: 0 };
  const small: Decoded[] = [];
  for (const flushNo of members) {
    const blob = blobs.get(flushNo);
    if (!blob) return null;
    if (blob.size > SMALL_BYTES) continue;
    numbers.add(flushNo);
    small.push(blob);
  }
  if (small.length < 2) return null;
  for (const { totals, size } of small) {
    mergePending(sum.totals, totals);
    sum.size += size;
  }
  for (const flushNo of numbers) blobs.delete(flushNo);
  return { numbers, sum };
}

const caches = new WeakMap<Storage['pool'], BlobCache>();

export function blobCacheOf({ pool }: Storage): BlobCache {
  const cache = caches.get(pool) ?? new BlobCache();
  caches.set(pool, cache);
  return cache;
}
