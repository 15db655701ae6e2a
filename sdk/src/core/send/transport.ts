import { parseRetryAfter, retryDelayMs } from './backoff';
import type { Batch, Batches } from './batches';
import type { Clock } from './clock';
import type { Config } from './config';
import type { Notices } from '../log';
import type { Queue } from './queue';
import { judge } from './reply';
import type { Reply, Sender } from './sender';

const TICK_MS = 1000;
const MIN_GAP_MS = 100;
const FLUSH_AT_CALLS = 500;
const HEARTBEAT_MS = 60_000;
const WRONG_KEY_PAUSE_MS = 60_000;

export interface TransportOptions {
  queue: Queue;
  batches: Batches;
  config: Config;
  sender: Sender;
  clock: Clock;
  random(): number;
  authorization: string;
  notices: Notices;
}

/**
 * Moves calls from the queue to the server: each second, at 500 calls, at once for an urgent one (100 ms apart), one
 * request in flight, with back-off on failure. Nothing it does can throw into the host or keep it alive.
 */
export class Transport {
  readonly #options: TransportOptions;
  #notBeforeMs = 0;
  #heartbeatAtMs: number;
  #failures = 0;
  #urgent = false;
  #closed = false;
  #running: Promise<boolean> | undefined;
  #cancelTick: () => void;
  #wake: { atMs: number; cancel(): void } | undefined;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#heartbeatAtMs = options.clock.now() + TICK_MS;
    this.#cancelTick = options.clock.after(0, () => this.#tick());
  }

  /** Tells that a call was queued. */
  queued(isUrgent: boolean): void {
    this.#urgent ||= isUrgent;
    if (isUrgent || this.#options.queue.waiting >= FLUSH_AT_CALLS) this.#wakeUp();
  }

  /** Makes the next batch a heartbeat, with the list of routes. */
  announce(): void {
    this.#heartbeatAtMs = 0;
  }

  /** Sends what is queued, keeping the process alive meanwhile; gives up after `ms` or at the first failure. */
  async drain(ms: number): Promise<void> {
    const { sender } = this.#options;
    sender.hold(true);
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([this.#emptyOut(), deadline]);
    clearTimeout(timer);
    sender.hold(false);
  }

  close(): void {
    this.#closed = true;
    this.#cancelTick();
    this.#wake?.cancel();
    this.#options.sender.close();
  }

  #tick(): void {
    void this.#pump(false);
    this.#cancelTick = this.#options.clock.after(TICK_MS, () => this.#tick());
  }

  /** Runs the pump as soon as the back-off and the gap allow. */
  #wakeUp(): void {
    if (this.#closed || this.#running !== undefined) return;
    const { clock } = this.#options;
    const atMs = Math.max(clock.now(), this.#notBeforeMs);
    if (this.#wake !== undefined && this.#wake.atMs <= atMs) return;
    this.#wake?.cancel();
    const cancel = clock.after(atMs - clock.now(), () => {
      this.#wake = undefined;
      void this.#pump(false);
    });
    this.#wake = { atMs, cancel };
  }

  /** One request, unless one is in flight or it is too early. Never rejects; false when nothing could be moved. */
  async #pump(hurry: boolean): Promise<boolean> {
    if (this.#running !== undefined) return this.#running;
    if (this.#closed || (!hurry && this.#options.clock.now() < this.#notBeforeMs)) return false;
    this.#running = this.#step(hurry);
    const moved = await this.#running;
    this.#running = undefined;
    const { batches, queue } = this.#options;
    if (this.#urgent || batches.open > 0 || queue.waiting >= FLUSH_AT_CALLS) this.#wakeUp();
    return moved;
  }

  async #step(hurry: boolean): Promise<boolean> {
    const { clock, config } = this.#options;
    this.#urgent = false;
    this.#notBeforeMs = clock.now() + MIN_GAP_MS;
    try {
      if (config.isDue() && !(hurry && config.known)) await config.refresh();
      return await this.#sendNext(hurry);
    } catch (error) {
      return this.#fail(error instanceof Error ? error.message : 'unknown error', -1);
    }
  }

  async #sendNext(hurry: boolean): Promise<boolean> {
    const { batches, clock, config, authorization, sender } = this.#options;
    const nowMs = clock.now();
    const batch = batches.next({ nowMs, maxCalls: config.maxCalls, heartbeat: nowMs >= this.#heartbeatAtMs, hurry });
    if (batch === undefined) return true;
    const body = await batches.body(batch).catch(() => undefined);
    if (body === undefined) {
      batches.end(batch, 0, 'error');
      return true;
    }
    const headers = {
      authorization,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-length': String(body.length),
      'callwatch-sent-at': String(clock.now()),
    };
    return this.#settle(batch, await sender.send({ method: 'POST', path: 'api/v1/calls', headers, body }));
  }

  #settle(batch: Batch, reply: Reply): boolean {
    const { batches, clock, notices } = this.#options;
    const verdict = judge(reply, batch.calls.length);
    if (verdict.kind === 'retry') {
      return this.#fail(`status ${reply.status}`, parseRetryAfter(reply.headers['retry-after'], clock.now()));
    }
    this.#failures = 0;
    if (verdict.kind === 'split') {
      batches.split(batch);
      return true;
    }
    if (batch.withRoutes) this.#heartbeatAtMs = clock.now() + HEARTBEAT_MS;
    if (verdict.kind === 'stored') {
      batches.end(batch, verdict.stored, 'rejected');
      batches.confirm(batch);
      notices.forget();
      return true;
    }
    batches.end(batch, 0, verdict.reason);
    notices.once(verdict.reason, `the server refused a batch (status ${reply.status}); its calls are lost`);
    if (verdict.reason === 'unauthorized') this.#notBeforeMs = clock.now() + WRONG_KEY_PAUSE_MS;
    return false;
  }

  #fail(why: string, retryAfterSeconds: number): false {
    const { clock, random, notices } = this.#options;
    this.#failures += 1;
    const delayMs = retryDelayMs(this.#failures, random(), retryAfterSeconds);
    this.#notBeforeMs = clock.now() + Math.max(MIN_GAP_MS, delayMs);
    notices.once('outage', `cannot deliver (${why}); calls wait in memory and are tried again`);
    return false;
  }

  async #emptyOut(): Promise<void> {
    await this.#running;
    while (this.#options.queue.stats.queued > 0 && (await this.#pump(true)));
  }
}
