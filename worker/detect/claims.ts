import { LeaseLostError } from '../../lib/storage';

const MOST_FLUSHES = 200;
/** Longer than any wait for a lock: the database ends a transaction that is idle for so long. */
const TIMEOUT_MS = 5_000;
/** Ended while idle, by the transaction's time or the statement's; Prisma's own clock. */
const TIMEOUT_CODES = new Set(['25P03', '25P04', '57014', 'P2028']);
/** A flush that ends so often by time when it is folded alone is folded without its rates. */
const TIMEOUTS = 2;

/** What may be folded of a project at once. */
export interface Claim {
  /** At most. */
  flushes: number;
  withRates: boolean;
  /** Flushes that were taken, by the attempt under way. */
  taken: number;
}

interface Trouble {
  flushes: number;
  /** Of one flush alone, in a row. */
  timeouts: number;
}

function isTimeout(error: unknown, tookMs: number): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return TIMEOUT_CODES.has(code) || tookMs >= TIMEOUT_MS;
}

/**
 * How much each project is given at once. After a failure half as many flushes, down to one, and more again after each
 * success: no claim can hold a project up for good.
 */
export class Claims {
  private readonly byProject = new Map<number, Trouble>();

  next(projectId: number): Claim {
    const { flushes, timeouts } = this.byProject.get(projectId) ?? { flushes: MOST_FLUSHES, timeouts: 0 };
    return { flushes, withRates: timeouts < TIMEOUTS, taken: 0 };
  }

  done(projectId: number): void {
    const known = this.byProject.get(projectId);
    if (!known) return;
    if (known.flushes * 2 >= MOST_FLUSHES) this.byProject.delete(projectId);
    else this.byProject.set(projectId, { flushes: known.flushes * 2, timeouts: 0 });
  }

  failed(projectId: number, { taken }: Claim, { error, tookMs }: { error: unknown; tookMs: number }): void {
    if (taken === 0 || error instanceof LeaseLostError) return;
    const before = this.byProject.get(projectId)?.timeouts ?? 0;
    const timeouts = taken === 1 && isTimeout(error, tookMs) ? before + 1 : 0;
    this.byProject.set(projectId, { flushes: Math.max(1, Math.floor(taken / 2)), timeouts });
  }
}
