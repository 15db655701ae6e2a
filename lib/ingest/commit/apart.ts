import { batchKey, databaseTrouble, isLockTimeout } from '../../storage';
import type { FlushBatch } from '../../storage';
import { comeBack, refusal } from '../pipeline/refusal';
import type { Outcome } from './group-commit';

interface Options {
  /** Stores batches in one transaction that waits so long at most for what others hold. */
  persist(batches: readonly FlushBatch[], lockWaitMs: number): Promise<Outcome[]>;
  /** Told that the database takes nothing at the moment. */
  onDown(error: unknown): void;
  /** So long batches wait together. */
  lockWaitMs: number;
}

/** Far longer than another flush takes, and short enough for who only happens to be in the same. */
export const LOCK_WAIT_MS = 2_000;
/** A batch that is tried by itself has usually waited before; */
const ALONE_WAIT_MS = 100;
/** after so many that waited in vain, the next only look whether they would have to. */
const PATIENT_WAITS = 10;
const LOOK_MS = 10;
const REMEMBERED = 10_000;

/**
 * Ids of batches that had to wait too long for another flush of the same id: its process was stopped or lost in the middle of it, and
 * the sender has come here. They are not flushed with others until they are stored.
 */
class HeldUp {
  private readonly keys = new Set<string>();

  get isEmpty(): boolean {
    return this.keys.size === 0;
  }

  has({ projectId, batchId }: FlushBatch): boolean {
    return batchId !== null && this.keys.has(batchKey(projectId, batchId));
  }

  add({ projectId, batchId }: FlushBatch): void {
    if (this.keys.size >= REMEMBERED) this.keys.clear();
    if (batchId !== null) this.keys.add(batchKey(projectId, batchId));
  }

  delete({ projectId, batchId }: FlushBatch): void {
    if (batchId !== null) this.keys.delete(batchKey(projectId, batchId));
  }
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

/** Stores batches together where that goes, and each by itself where it does not: only what is bad or held up is refused. */
export function createApart({ persist, onDown, lockWaitMs }: Options) {
  const heldUp = new HeldUp();

  function refuse(batches: readonly FlushBatch[], error: unknown): Outcome[] {
    if (databaseTrouble(error) === 'down') onDown(error);
    if (isLockTimeout(error)) for (const batch of batches) heldUp.add(batch);
    return batches.map(() => ({ error: refusalOf(error) }));
  }

  async function alone(batches: readonly FlushBatch[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    let waits = 0;
    for (const batch of batches) {
      try {
        outcomes.push(...(await persist([batch], waits < PATIENT_WAITS ? ALONE_WAIT_MS : LOOK_MS)));
        heldUp.delete(batch);
      } catch (error) {
        if (isLockTimeout(error)) waits += 1;
        outcomes.push(...refuse([batch], error));
      }
    }
    return outcomes;
  }

  async function together(batches: readonly FlushBatch[]): Promise<Outcome[]> {
    if (batches.length === 0) return [];
    try {
      return await persist(batches, lockWaitMs);
    } catch (error) {
      const isHopeless = batches.length === 1 || databaseTrouble(error) === 'down';
      return isHopeless ? refuse(batches, error) : alone(batches);
    }
  }

  return async function flush(batches: readonly FlushBatch[]): Promise<Outcome[]> {
    if (heldUp.isEmpty) return together(batches);
    const apart = new Set(batches.filter((batch) => heldUp.has(batch)));
    const others = batches.filter((batch) => !apart.has(batch));
    const [stored, tried] = [(await together(others)).values(), (await alone([...apart])).values()];
    return batches.flatMap((batch) => (apart.has(batch) ? tried : stored).next().value ?? []);
  };
}
