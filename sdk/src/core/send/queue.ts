import { sizeOf, type Call } from '../call';

export interface Stats {
  /** Calls seen: always acknowledged + the sum of dropped + queued. */
  captured: number;
  /** Calls that the server has stored. */
  acknowledged: number;
  /** Calls lost, by reason. */
  dropped: Record<string, number>;
  /** Calls in memory, those of the batch in flight included. */
  queued: number;
  /** Accounts left out because the key that hashes them never came. */
  accountsDropped: number;
  /** Calls refused by a response action, and calls that a dry run would have refused. */
  enforced: number;
  dryRun: number;
}

/** Calls in memory, bounded in bytes; the newest is dropped when full. A call counts until its batch is settled. */
export class Queue {
  readonly stats: Stats = {
    captured: 0,
    acknowledged: 0,
    dropped: {},
    queued: 0,
    accountsDropped: 0,
    enforced: 0,
    dryRun: 0,
  };
  readonly #maxBytes: number;
  #waiting: Call[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Calls that are in no batch yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** False when there is no room. */
  push(call: Call): boolean {
    const bytes = sizeOf(call);
    if (this.#bytes + bytes > this.#maxBytes) {
      this.lose('queue_full');
      return false;
    }
    this.#bytes += bytes;
    this.stats.captured += 1;
    this.stats.queued += 1;
    this.#waiting.push(call);
    return true;
  }

  /** A call that did not even get in. */
  lose(reason: string): void {
    this.stats.captured += 1;
    this.#drop(reason, 1);
  }

  /** Takes up to `max` calls, oldest first, leaving those for which `stay` holds. */
  take(max: number, stay: (call: Call) => boolean): Call[] {
    const taken: Call[] = [];
    const left: Call[] = [];
    for (const call of this.#waiting) (taken.length < max && !stay(call) ? taken : left).push(call);
    this.#waiting = left;
    return taken;
  }

  /** Calls leave for good: `stored` of them acknowledged, the others lost for `reason`. */
  settle(calls: readonly Call[], stored: number, reason: string): void {
    for (const call of calls) this.#bytes -= sizeOf(call);
    this.stats.queued -= calls.length;
    this.stats.acknowledged += stored;
    this.#drop(reason, calls.length - stored);
  }

  #drop(reason: string, count: number): void {
    if (count > 0) this.stats.dropped[reason] = (this.stats.dropped[reason] ?? 0) + count;
  }
}
