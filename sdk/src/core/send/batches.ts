import type { Call } from '../call';
import { encodeBatch, type Redaction } from './encode';
import type { Queue } from './queue';

/** The server knows batch ids for 48 h; past half of that a retry might be stored twice. */
const MAX_AGE_MS = 24 * 3_600_000;
/** How long a call waits for the key that hashes its account before it goes without the account. */
const ACCOUNT_WAIT_MS = 60_000;

export interface Batch {
  batchId: string;
  calls: Call[];
  madeAtMs: number;
  /** Losses that this batch reports; they count as told once it is acknowledged. */
  dropped: Record<string, number>;
  withRoutes: boolean;
  /** Gzipped bytes, kept for a retry: the same id must carry the same body. */
  body?: Buffer;
}

export interface BatchesOptions {
  queue: Queue;
  redaction: Redaction;
  identity: { sdk: string; instance: string; version: string | undefined };
  newId(): string;
  /** Gzip, off the thread that serves the host's requests. */
  compress(text: string): Promise<Buffer>;
  routes(): string[] | undefined;
}

/** What the next batch should be. */
export interface Wish {
  nowMs: number;
  maxCalls: number;
  /** Send a batch even without calls, with the list of routes. */
  heartbeat: boolean;
  /** Calls must not wait for the account key any longer. */
  hurry: boolean;
}

/** Batches that are made but not settled, oldest first, and what the server has been told about losses. */
export class Batches {
  readonly #open: Batch[] = [];
  readonly #told: Record<string, number> = {};
  readonly #options: BatchesOptions;

  constructor(options: BatchesOptions) {
    this.#options = options;
  }

  get open(): number {
    return this.#open.length;
  }

  /** The batch to send: the oldest that is not settled, else the queued calls, else an empty heartbeat or undefined. */
  next(wish: Wish): Batch | undefined {
    for (const batch of this.#open.filter(({ madeAtMs }) => wish.nowMs - madeAtMs > MAX_AGE_MS)) {
      this.end(batch, 0, 'expired');
    }
    if (this.#open[0] !== undefined) return this.#open[0];
    const { queue } = this.#options;
    const calls = queue.take(wish.maxCalls, (call) => this.#waits(call, wish));
    if (calls.length === 0 && !wish.heartbeat) return undefined;
    if (this.#options.redaction.accountKey === undefined) {
      queue.stats.accountsDropped += calls.filter((call) => call.account !== undefined).length;
    }
    const batch = this.#make(calls, wish.nowMs, wish.heartbeat);
    batch.dropped = this.#untold();
    this.#open.push(batch);
    return batch;
  }

  /** Gzipped bytes, made once. Rejects when a call cannot be encoded. */
  async body(batch: Batch): Promise<Buffer> {
    if (batch.body !== undefined) return batch.body;
    const { identity, routes, redaction, compress } = this.#options;
    const { batchId, calls, dropped, withRoutes } = batch;
    const head = { ...identity, batchId, dropped, routes: withRoutes ? routes() : undefined };
    batch.body = await compress(JSON.stringify(encodeBatch(calls, head, redaction)));
    return batch.body;
  }

  /** Ends a batch: `stored` of its calls are acknowledged, the others lost for `reason`. */
  end(batch: Batch, stored: number, reason: string): void {
    this.#open.splice(this.#open.indexOf(batch), 1);
    this.#options.queue.settle(batch.calls, stored, reason);
  }

  /** The server has heard of the losses that came with this batch. */
  confirm({ dropped }: Batch): void {
    for (const [reason, count] of Object.entries(dropped)) this.#told[reason] = (this.#told[reason] ?? 0) + count;
  }

  /** Two batches in the place of one that the server finds too large; a single call that is too large is lost. */
  split(batch: Batch): void {
    const { calls, madeAtMs } = batch;
    const middle = calls.length >> 1;
    if (middle === 0) return this.end(batch, 0, 'too_large');
    const halves = [calls.slice(0, middle), calls.slice(middle)].map((half) => this.#make(half, madeAtMs, false));
    this.#open.splice(this.#open.indexOf(batch), 1, ...halves);
  }

  #make(calls: Call[], madeAtMs: number, withRoutes: boolean): Batch {
    return { batchId: this.#options.newId(), calls, madeAtMs, dropped: {}, withRoutes };
  }

  #waits({ account, startedAtMs, durationUs }: Call, { nowMs, hurry }: Wish): boolean {
    if (account === undefined || hurry || this.#options.redaction.accountKey !== undefined) return false;
    return nowMs - startedAtMs - durationUs / 1000 < ACCOUNT_WAIT_MS;
  }

  /** The server knows best what it has rejected itself. */
  #untold(): Record<string, number> {
    const news: Record<string, number> = {};
    for (const [reason, count] of Object.entries(this.#options.queue.stats.dropped)) {
      const more = count - (this.#told[reason] ?? 0);
      if (more > 0 && reason !== 'rejected') news[reason] = more;
    }
    return news;
  }
}
