import {
  CopyEncoder,
  createFlushNumbers,
  databaseTrouble,
  dayOf,
  ensurePartitionsFor,
  forgetPartition,
  isLockTimeout,
  writeFlush,
} from '../../storage';
import type { FlushBatch, Storage } from '../../storage';
import { createApart } from './apart';
import { derive, type LossObserver } from './derive';
import type { Outcome } from './group-commit';
import type { SignalBudget } from './signals';

export interface FlushObserver extends LossObserver {
  /** What a COMMIT stored, without what was stored before; `ignored` are calls that were counted instead of stored. */
  flushed(flush: { batches: number; calls: number; ignored: number; ms: number }): void;
}

interface Options {
  storage: Storage;
  budget: SignalBudget;
  observer: FlushObserver;
  /** Told of projects whose calls are stored now. */
  onStored(projectIds: number[]): void;
  /** Told that the database takes nothing at the moment. */
  onDown(error: unknown): void;
  /** So long a flush waits for rows that another transaction holds. */
  lockWaitMs: number;
}

const TRIES = 3;
/** So long after a repeat others may follow: a sender that missed one answer has missed more. */
const REPEATS_MS = 5_000;
const US_PER_DAY = 86_400_000_000;

function daysOf(batches: readonly FlushBatch[]): Set<string> {
  const days = new Set<number>();
  for (const { rows } of batches) for (const { finishedAtUs } of rows) days.add(Math.floor(finishedAtUs / US_PER_DAY));
  return new Set([...days].map((day) => dayOf(day * (US_PER_DAY / 1_000))));
}

/** Stores batches in one transaction; finds out what is wrong when that fails. */
export function createFlusher({ storage, budget, observer, onStored, onDown, lockWaitMs: mostWaitMs }: Options) {
  const nextFlushNo = createFlushNumbers();
  const idle: CopyEncoder[] = [];
  let repeatsUntilMs = 0;

  async function write(batches: readonly FlushBatch[], lockWaitMs: number): Promise<Outcome[]> {
    const startedAt = performance.now();
    const encoder = idle.pop() ?? new CopyEncoder();
    try {
      const flushNo = await nextFlushNo(storage);
      const results = await writeFlush(storage, {
        flushNo,
        batches,
        encoder,
        mayRepeat: startedAt < repeatsUntilMs,
        lockWaitMs,
        derive: (fresh) => derive(fresh, budget, observer),
      });
      if (results.some((earlier) => earlier !== null)) repeatsUntilMs = startedAt + REPEATS_MS;
      const fresh = batches.filter((_, at) => results[at] === null);
      const calls = fresh.reduce((sum, { rows }) => sum + rows.length, 0);
      const ignored = fresh.flatMap((batch) => batch.ignored).reduce((sum, one) => sum + one.calls, 0);
      observer.flushed({ batches: batches.length, calls, ignored, ms: performance.now() - startedAt });
      if (calls > 0) onStored([...new Set(fresh.map(({ projectId }) => projectId))]);
      return results.map((stored) => ({ stored }));
    } finally {
      idle.push(encoder);
    }
  }

  /** Days that were open when the posts came are gone: they were dropped since. */
  async function openAgain(batches: readonly FlushBatch[]): Promise<void> {
    const days = daysOf(batches);
    for (const day of days) forgetPartition(storage, 'call', day);
    await ensurePartitionsFor(storage, days);
  }

  /** Runs a transaction again when only its moment was bad; one that has waited for a lock would only wait again. */
  async function persist(batches: readonly FlushBatch[], lockWaitMs: number, tries = TRIES): Promise<Outcome[]> {
    try {
      return await write(batches, lockWaitMs);
    } catch (error) {
      const trouble = databaseTrouble(error);
      const isMoment = trouble === 'missing_partition' || (trouble === 'contention' && !isLockTimeout(error));
      if (tries === 1 || !isMoment) throw error;
      if (trouble === 'missing_partition') await openAgain(batches);
      return persist(batches, lockWaitMs, tries - 1);
    }
  }

  return createApart({ persist, onDown, lockWaitMs: mostWaitMs });
}
