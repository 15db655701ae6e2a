import {
  CopyEncoder,
  createFlushNumbers,
  databaseTrouble,
  dayOf,
  ensurePartitionsFor,
  forgetPartition,
  writeFlush,
} from '../../storage';
import type { FlushBatch, Storage } from '../../storage';
import { comeBack, refusal } from '../pipeline/refusal';
import { derive, type LossObserver } from './derive';
import type { Outcome } from './group-commit';
import type { SignalBudget } from './signals';

export interface FlushObserver extends LossObserver {
  flushed(flush: { batches: number; calls: number; ms: number }): void;
}

interface Options {
  storage: Storage;
  budget: SignalBudget;
  observer: FlushObserver;
  /** Told of projects whose calls are stored now. */
  onStored(projectIds: number[]): void;
  /** Told that the database takes nothing at the moment. */
  onDown(error: unknown): void;
}

const TRIES = 3;
/** So long after a repeat others may follow: a sender that missed one answer has missed more. */
const REPEATS_MS = 5_000;
const US_PER_DAY = 86_400_000_000;

function daysOf(batches: readonly FlushBatch[]): string[] {
  const days = new Set<number>();
  let latest = Number.NaN;
  for (const { rows } of batches)
    for (const { finishedAtUs } of rows) {
      const day = Math.floor(finishedAtUs / US_PER_DAY);
      if (day !== latest) days.add(day); // nearly all calls are of the day of the one before
      latest = day;
    }
  return [...days].map((day) => dayOf(day * (US_PER_DAY / 1_000)));
}

/** What the sender of a batch is told when its flush fails for good. */
function refusalOf(error: unknown): unknown {
  const trouble = databaseTrouble(error);
  if (trouble === 'data') return refusal('unstorable', 'invalid', 'the database does not take this batch');
  if (trouble === 'other') return error;
  return comeBack(
    trouble === 'down' ? 'database_down' : 'contention',
    'unavailable',
    'the calls cannot be stored right now',
  );
}

/** Stores batches in one transaction; finds out what is wrong when that fails. */
export function createFlusher({ storage, budget, observer, onStored, onDown }: Options) {
  const nextFlushNo = createFlushNumbers();
  const idle: CopyEncoder[] = [];
  let repeatsUntilMs = 0;

  async function write(batches: readonly FlushBatch[]): Promise<Outcome[]> {
    const startedAt = performance.now();
    const encoder = idle.pop() ?? new CopyEncoder();
    try {
      await ensurePartitionsFor(storage, daysOf(batches));
      const flushNo = await nextFlushNo(storage);
      const results = await writeFlush(storage, {
        flushNo,
        batches,
        encoder,
        mayRepeat: startedAt < repeatsUntilMs,
        derive: (fresh) => derive(fresh, budget, observer),
      });
      if (results.some((earlier) => earlier !== null)) repeatsUntilMs = startedAt + REPEATS_MS;
      const fresh = batches.filter((_, at) => results[at] === null);
      const calls = fresh.reduce((sum, { rows }) => sum + rows.length, 0);
      observer.flushed({ batches: batches.length, calls, ms: performance.now() - startedAt });
      if (calls > 0) onStored([...new Set(fresh.map(({ projectId }) => projectId))]);
      return results.map((stored) => ({ stored }));
    } finally {
      idle.push(encoder);
    }
  }

  /** Runs a transaction again when only its moment was bad. */
  async function persist(batches: readonly FlushBatch[], tries = TRIES): Promise<Outcome[]> {
    try {
      return await write(batches);
    } catch (error) {
      const trouble = databaseTrouble(error);
      if (trouble === 'missing_partition') for (const day of daysOf(batches)) forgetPartition(storage, 'call', day);
      if (tries > 1 && (trouble === 'missing_partition' || trouble === 'contention'))
        return persist(batches, tries - 1);
      throw error;
    }
  }

  /** When a flush fails because of its data, each of its batches is tried by itself: only the bad one is refused. */
  return async function flush(batches: readonly FlushBatch[]): Promise<Outcome[]> {
    try {
      return await persist(batches);
    } catch (error) {
      const trouble = databaseTrouble(error);
      if (trouble === 'down') onDown(error);
      if (batches.length === 1 || trouble === 'down') return batches.map(() => ({ error: refusalOf(error) }));
      const outcomes: Outcome[] = [];
      for (const batch of batches) outcomes.push(...(await flush([batch])));
      return outcomes;
    }
  };
}
