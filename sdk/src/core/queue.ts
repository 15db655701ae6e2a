import { sizeOf, type Call } from './call';

export interface Stats {
  /** Calls seen: always acknowledged + the sum of dropped + queued. */
  captured: number;
  /** Calls that the server has stored. */
  acknowledged: number;
  /** Calls lost, by reason. */
  dropped: Record<string, number>;
  /** Calls in memory, those of the batch in flight included. */
  queued: number;
  /** Calls refused by a response action, and calls that a dry run would have refused. */
  enforced: number;
  dryRun: number;
}

/** Calls in memory, bounded in bytes; the newest is dropped when full. A call counts until it is settled. */
export class Queue {
  readonly stats: Stats = {
    captured: 0,
    acknowledged: 0,
    dropped: {},
    queued: 0,
    enforced: 0,
    dryRun: 0,
  };
  /** Calls that are in no batch. */
  waiting: Call[] = [];
  #bytes = 0;
  readonly #maxBytes: number;

  constructor(maxBytes = 8 * 1024 * 1024) {
    this.#maxBytes = maxBytes;
  }

  push(call: Call): void {
    const bytes = sizeOf(call);
    if (this.#bytes + bytes > this.#maxBytes) return this.lose('queue_full');
    this.#bytes += bytes;
    this.stats.captured += 1;
    this.stats.queued += 1;
    this.waiting.push(call);
  }

  /** A call that did not even get in. */
  lose(reason: string): void {
    this.stats.captured += 1;
    this.#drop(reason, 1);
  }

  /** Takes up to `max` calls, oldest first, leaving those for which `stays` holds. */
  take(max: number, stays?: (call: Call) => boolean): Call[] {
    if (!stays) return this.waiting.splice(0, max);
    const taken: Call[] = [];
    this.waiting = this.waiting.filter((call) => taken.length >= max || stays(call) || !taken.push(call));
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
