import { turn } from '../shared';
import {
  claimPending,
  databaseTrouble,
  doesWait,
  enterRollup,
  listWaiting,
  MAX_CLAIM_BLOBS,
  readWaiting,
  setAside,
  tryEnterRollup,
} from '../storage';
import type { Sql, Storage, Waiting, WaitingBlob } from '../storage';
import { addToTiers } from './add-to-tiers';
import { decodePending, encodePending } from './pending/codec';
import { mergePending } from './pending/merge';
import { emptyTotals } from './pending/totals';
import type { PendingTotals } from './pending/totals';
import { wideOf } from './pending/wide-of';

// 300,000 to 700,000 calls: half a second of work between two statements, well inside the idle limit of 5 s. The more calls
// a claim holds, the fewer rows it writes for each: 0.3 instead of 0.8 at 2 MB.
const MAX_CLAIM_BYTES = 6_000_000;

/** So little is folded at once. */
const LIGHT_BYTES = 64_000;
/** More waits, so that rows which every claim touches are written once for many flushes: so long, */
const FLUSHED_MS = 45_000;
/** or until it is so much, about 200,000 calls, or so many flushes; reads add it meanwhile. */
const FLUSHED_BYTES = 3_000_000;
const FLUSHED_BLOBS = 500;
/**
 * Callers and who called what have rows for nearly two of three calls that are folded at once, a tenth of that for a million:
 * three quarters of what folding costs the database. So a busy project's are set aside until they are so many,
 */
const ASIDE_BYTES = 6_000_000;
/** or have waited so long, or little comes beside them. */
const ASIDE_MS = 300_000;

export interface Compacted {
  /** Blobs that were moved; 0 = none left, or somebody else writes the project's tiers. */
  moved: number;
  /** It took as much as one transaction takes: more may wait. */
  full: boolean;
}

const NOTHING: Compacted = { moved: 0, full: false };

interface CompactOrder {
  projectId: number;
  now: Date;
  /** Whether a busy project's blobs, and its sums of wide tiers, may stay pending for a while; else all go into the tiers. */
  mayWait: boolean;
}

/** Adds blobs up. The loop turns in between, since other jobs of the process renew their leases meanwhile. */
export async function mergeBlobs(blobs: readonly WaitingBlob[]): Promise<PendingTotals> {
  const totals = emptyTotals();
  for (const { body } of blobs) {
    mergePending(totals, decodePending(body));
    await turn();
  }
  return totals;
}

const bytesOf = (blobs: readonly WaitingBlob[]): number => blobs.reduce((sum, { body }) => sum + body.length, 0);

const isFull = (blobs: readonly WaitingBlob[]): boolean =>
  bytesOf(blobs) >= MAX_CLAIM_BYTES || blobs.length >= MAX_CLAIM_BLOBS;

type InTurn = Awaited<ReturnType<typeof readWaiting>>;

const isSoon = ({ blobs, sizeBytes, ageMs }: Waiting): boolean =>
  sizeBytes >= LIGHT_BYTES && sizeBytes < FLUSHED_BYTES && blobs < FLUSHED_BLOBS && ageMs < FLUSHED_MS;

const staysAside = ({ flushed, aside }: InTurn): boolean =>
  flushed.sizeBytes >= LIGHT_BYTES && aside.sizeBytes < ASIDE_BYTES && aside.ageMs < ASIDE_MS;

async function foldInTurn(storage: Storage, tx: Sql, { projectId, now }: CompactOrder): Promise<Compacted> {
  const waiting = await readWaiting(tx, projectId);
  if (isSoon(waiting.flushed)) return NOTHING;
  const flushed = await claimPending(tx, projectId, { kind: 'flushed', maxBytes: MAX_CLAIM_BYTES });
  const input = { projectId, now, skipDay: null };
  const [first] = flushed;
  if (first && staysAside(waiting)) {
    const totals = await mergeBlobs(flushed);
    await setAside(tx, projectId, { flushNo: first.flushNo, body: encodePending(wideOf(totals)) });
    await addToTiers(storage, tx, { ...input, totals, tiers: 'narrow' });
    return { moved: flushed.length, full: isFull(flushed) };
  }
  const blobs = [...(await claimPending(tx, projectId, { kind: 'aside', maxBytes: null })), ...flushed];
  if (blobs.length > 0) await addToTiers(storage, tx, { ...input, totals: await mergeBlobs(blobs) });
  return { moved: blobs.length, full: isFull(flushed) };
}

async function foldAll(storage: Storage, tx: Sql, { projectId, now }: CompactOrder): Promise<Compacted> {
  const blobs = await claimPending(tx, projectId, { maxBytes: MAX_CLAIM_BYTES });
  if (blobs.length > 0) {
    await addToTiers(storage, tx, { projectId, totals: await mergeBlobs(blobs), now, skipDay: null });
  }
  return { moved: blobs.length, full: isFull(blobs) };
}

function compactOnce(storage: Storage, order: CompactOrder): Promise<Compacted> {
  return storage.transaction(
    async (tx) => {
      if (!(await tryEnterRollup(tx, order.projectId))) return NOTHING;
      // Lost with a crash, the claim is lost with it and the blobs are still there: nothing to wait for.
      await tx.query('set local synchronous_commit = off');
      return order.mayWait ? foldInTurn(storage, tx, order) : foldAll(storage, tx, order);
    },
    { timeoutMs: 60_000 },
  );
}

/** Once again when another worker has dropped a day of a tier, which is made anew then. */
async function againWithoutDay<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (databaseTrouble(error) !== 'missing_partition') throw error;
    return work();
  }
}

const compact = (storage: Storage, order: CompactOrder): Promise<Compacted> =>
  againWithoutDay(() => compactOnce(storage, order));

/**
 * Moves waiting blobs of a project into the tiers, in one transaction: the DELETE is the claim, so two workers never count
 * a blob twice and a crash gives it back. What was set aside goes, too.
 */
export function compactProject(storage: Storage, projectId: number, now: Date): Promise<Compacted> {
  return compact(storage, { projectId, now, mayWait: false });
}

/**
 * The same in the caller's transaction, once nobody else writes the project's tiers; rollups stay away until it ends. When it
 * was not full, nothing waits any more of what was stored before.
 */
export async function compactWithin(
  storage: Storage,
  tx: Sql,
  { projectId, now }: { projectId: number; now: Date },
): Promise<Compacted> {
  await enterRollup(tx, projectId);
  return foldAll(storage, tx, { projectId, now, mayWait: false });
}

/** So long it waits for a rollup or a repair of the project. */
const LOCK_WAIT_MS = 10_000;

/**
 * Folds all that waits of a project, what was set aside included: its tiers hold every call that was stored before. Waits for others
 * that write them; throws when that takes longer than 10 s.
 */
export async function foldWaiting(
  storage: Storage,
  { projectId, now }: { projectId: number; now: Date },
): Promise<void> {
  const once = async (tx: Sql): Promise<boolean> => {
    await tx.query(`set local lock_timeout = ${LOCK_WAIT_MS}`);
    return (await compactWithin(storage, tx, { projectId, now })).full;
  };
  const fold = (): Promise<boolean> => storage.transaction(once, { timeoutMs: 60_000 });
  for (let more = await doesWait(storage, projectId); more;) more = await againWithoutDay(fold);
}

/**
 * The same as the worker does it over and over: rows of a busy project are written once for many flushes, those of the wide
 * tiers once for many claims. Their sums stay pending in the same transaction, so that no read misses or doubles them.
 */
export function compactInTurns(storage: Storage, projectId: number, now: Date): Promise<Compacted> {
  return compact(storage, { projectId, now, mayWait: true });
}

/** Projects that `compactInTurns` has something to do for, by one look at all that waits. */
export async function listDueProjects(storage: Storage): Promise<number[]> {
  const waiting = await listWaiting(storage);
  return waiting.filter(({ flushed }) => !isSoon(flushed)).map(({ projectId }) => projectId);
}
