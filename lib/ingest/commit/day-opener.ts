import { dayOf, ensurePartitionsFor, isLockTimeout, partitions, type Storage } from '../../storage';
import { LIMITS } from '../limits';
import { comeBack, refuseWhenDown } from '../pipeline/refusal';

const DAY_MS = 86_400_000;
/** Posts that wait for days at once; the next are asked to come back, unless they want so few as those of a new morning do. */
const WAITING = 4;
const FEW_DAYS = 2;

/** Days are counted from 1970 on, in UTC. */
export interface DayOpener {
  /** Has the day a partition, as far as this process knows? */
  isOpen(day: number): boolean;
  /** Those of the days that have no partition yet, the oldest first. */
  missing(days: Iterable<number>): Promise<number[]>;
  /**
   * Makes the partitions of the days, so many at a time: throws a refusal that asks to come back when some are left. Each takes some
   * 50 ms, and no flush waits for them.
   */
  open(days: readonly number[]): Promise<void>;
}

const later = (): Error =>
  comeBack('opening_days', 'rate_limited', 'the days of these calls are being made ready; send them again');

const nameOf = (day: number): string => dayOf(day * DAY_MS);

function refuseWhenBusy(error: unknown): never {
  if (isLockTimeout(error)) throw later();
  return refuseWhenDown(error);
}

/** Makes partitions of days before their calls are flushed, for one post after the other. */
export function createDayOpener(storage: Storage): DayOpener {
  const isOpen = (day: number): boolean => partitions.knowsPartition(storage, 'call', nameOf(day));
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;

  async function makeInTurn(days: readonly number[]): Promise<void> {
    if (waiting >= WAITING && days.length > FEW_DAYS) throw later();
    waiting += 1;
    const mine = last.then(() => ensurePartitionsFor(storage, days.map(nameOf)));
    last = mine.catch(() => undefined); // told to who asked for it
    await mine.finally(() => (waiting -= 1));
  }

  return {
    isOpen,
    async missing(days) {
      await partitions.learnPartitions(storage).catch(refuseWhenBusy);
      return [...days].filter((day) => !isOpen(day)).sort((a, b) => a - b);
    },
    async open(days) {
      if (days.length === 0) return;
      await makeInTurn(days.slice(0, LIMITS.daysAtOnce)).catch(refuseWhenBusy);
      if (days.length > LIMITS.daysAtOnce) throw later();
    },
  };
}
