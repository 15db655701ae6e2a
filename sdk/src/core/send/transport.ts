import { randomBytes } from 'node:crypto';
import { MARK } from '../../wire';
import type { Call } from '../call';
import { say, type Options, type Target } from '../options';
import type { Queue } from '../queue';
import type { ActionTable } from '../respond';
import { parseRetryAfter } from '../retry-after';
import { systemEffects, type Clock, type Effects } from './effects';
import { encodeBatch } from './encode';
import { judge, parseObject } from './reply';
import type { Sender } from './sender';

export const SDK_NAME = 'node/0.1.0';

/** Where a transport takes its calls from, and leaves what the server says. */
interface Source {
  readonly options: Options<never>;
  readonly target: Target;
  readonly queue: Queue;
  readonly authorization: string;
  readonly routes: (() => string[]) | undefined;
  accountKey: Buffer | undefined;
  table: ActionTable | undefined;
}

/** The batch that is on its way until it is settled. */
interface Batch {
  calls: Call[];
  madeAtMs: number;
  heartbeat: boolean;
  /** All losses when it was made; they count as told once it is acknowledged. */
  losses: Record<string, number>;
  /** Gzipped bytes: the same id must carry the same body on a retry. Undefined when a call could not be encoded. */
  body: Buffer | undefined;
}

const TICK_MS = 1000;
const MIN_GAP_MS = 100;
const FLUSH_AT_CALLS = 500;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const MAX_CALLS = 10_000;
/** The server knows batch ids for 48 h; past half of that a retry might be stored twice. */
const MAX_AGE_MS = 24 * HOUR_MS;

const URGENT = MARK.otp | MARK.passwordReset | MARK.enforced;
const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex');

/**
 * Moves calls to the server: each second, at 500 calls, at once for one that detection should see (100 ms apart), one
 * request in flight, with back-off on failure. Nothing it does can throw into the host or keep it alive.
 */
export class Transport {
  readonly #source: Source;
  readonly #queue: Queue;
  readonly #allowedQuery: ReadonlySet<string>;
  readonly #effects: Effects;
  readonly #clock: Clock;
  readonly #sender: Sender;
  readonly #instance = randomHex(8);
  #batch: Batch | undefined;
  #told: Record<string, number> = {};
  #maxCalls = MAX_CALLS;
  #etag: string | undefined;
  #configAtMs = 0;
  #heartbeatAtMs: number;
  #notBeforeMs = 0;
  #failures = 0;
  #quiet = false;
  #urgent = false;
  #closed = false;
  #running: Promise<boolean> | undefined;
  #wakeAtMs = Infinity;
  #cancelWake = (): void => undefined;

  constructor(source: Source, effects: Effects = systemEffects) {
    const { options, target, queue, routes } = source;
    this.#source = source;
    this.#queue = queue;
    this.#effects = effects;
    this.#clock = effects.clock;
    this.#sender = effects.sender(target.url);
    this.#allowedQuery = new Set(options.queryParameters);
    this.#heartbeatAtMs = routes ? 0 : this.#clock.now() + TICK_MS;
    this.#wake(0);
  }

  /** A call was queued. Never throws, never waits. */
  notice({ login, marks, status }: Call): void {
    const isUrgent = login > 0 || (marks & URGENT) > 0 || [401, 403, 429].includes(status);
    this.#urgent ||= isUrgent;
    if (isUrgent || this.#isFull()) this.#wake(this.#notBeforeMs);
  }

  /** Makes the next batch a heartbeat. */
  beat(): void {
    this.#heartbeatAtMs = 0;
  }

  /** Sends what is queued until a failure, keeping the process alive until it is released. */
  async emptyOut(): Promise<void> {
    this.#sender.hold(true);
    await this.#running;
    while (this.#queue.stats.queued > 0 && (await this.#pump(true)));
  }

  release(): void {
    this.#sender.hold(false);
  }

  close(): void {
    this.#closed = true;
    this.#cancelWake();
    this.#sender.close();
  }

  #isFull(): boolean {
    return this.#queue.waiting.length >= FLUSH_AT_CALLS;
  }

  /** Runs the pump at a time, unless it runs before. */
  #wake(atMs: number): void {
    if (this.#closed || this.#running || atMs >= this.#wakeAtMs) return;
    this.#cancelWake();
    this.#wakeAtMs = atMs;
    this.#cancelWake = this.#clock.after(Math.max(0, atMs - this.#clock.now()), () => {
      this.#wakeAtMs = Infinity;
      void this.#pump(false);
    });
  }

  /** One request, unless one is in flight or it is too early. Never rejects; false when nothing could be moved. */
  #pump(hurry: boolean): Promise<boolean> {
    this.#running ??= this.#step(hurry).then((moved) => {
      const more = this.#urgent || this.#batch || this.#isFull();
      this.#running = undefined;
      this.#wake(Math.max(this.#notBeforeMs, more ? 0 : this.#clock.now() + TICK_MS));
      return moved;
    });
    return this.#running;
  }

  async #step(hurry: boolean): Promise<boolean> {
    const nowMs = this.#clock.now();
    if (this.#closed || (!hurry && nowMs < this.#notBeforeMs)) return false;
    this.#urgent = false;
    this.#notBeforeMs = nowMs + MIN_GAP_MS;
    try {
      if (nowMs >= this.#configAtMs && !(hurry && this.#source.accountKey)) await this.#refresh();
      const batch = (this.#batch ??= await this.#make(hurry));
      return !batch || (await this.#send(batch));
    } catch (error) {
      return this.#fail(error instanceof Error ? error.message : error);
    }
  }

  /** Keeps the account key and the response actions fresh, at the price of a 304 when nothing changed. Never rejects. */
  async #refresh(): Promise<void> {
    const headers = { authorization: this.#source.authorization, ...(this.#etag && { 'if-none-match': this.#etag }) };
    const reply = await this.#sender.send({ method: 'GET', path: 'api/v1/sdk/config', headers }).catch(() => undefined);
    this.#configAtMs = this.#clock.now() + (reply ? 30_000 : 5000);
    const { accountKey, actions, limits } = parseObject(reply?.status === 200 ? reply.body : '');
    if (reply && typeof accountKey === 'string' && Array.isArray(actions)) {
      this.#source.accountKey = Buffer.from(accountKey, 'base64');
      if (actions.length > 0) this.#source.table ??= new (await import('../respond')).ActionTable();
      this.#source.table?.replace(actions);
      this.#maxCalls = Math.min(MAX_CALLS, Number(Object(limits).maxCallsPerBatch)) || MAX_CALLS;
      this.#etag = reply.headers.etag;
    }
  }

  /** A batch of the queued calls, or an empty heartbeat when it is time; undefined when there is nothing to send. */
  async #make(hurry: boolean): Promise<Batch | undefined> {
    const queue = this.#queue;
    const nowMs = this.#clock.now();
    const heartbeat = nowMs >= this.#heartbeatAtMs;
    // Accounts wait a minute for the key that hashes them.
    const stays = ({ account, startedAtMs, durationUs }: Call): boolean =>
      !!account && nowMs - startedAtMs - durationUs / 1000 < MINUTE_MS;
    const calls = queue.take(this.#maxCalls, hurry || this.#source.accountKey ? undefined : stays);
    if (calls.length === 0 && !heartbeat) return undefined;
    const losses = { ...queue.stats.dropped };
    const body = await this.#encode(calls, heartbeat).catch(() => undefined);
    return { calls, madeAtMs: nowMs, heartbeat, losses, body };
  }

  /** Gzipped bytes of a batch. Rejects when a call cannot be encoded. */
  async #encode(calls: readonly Call[], heartbeat: boolean): Promise<Buffer> {
    const { env, compress } = this.#effects;
    const { options, routes, accountKey } = this.#source;
    const dropped: Record<string, number> = {};
    for (const [reason, count] of Object.entries(this.#queue.stats.dropped)) {
      const untold = count - (this.#told[reason] ?? 0);
      // The server knows best what it has rejected itself.
      if (untold > 0 && reason !== 'rejected') dropped[reason] = untold;
    }
    const head = {
      batchId: randomHex(16),
      sdk: SDK_NAME,
      instance: this.#instance,
      version: options.version ?? env.npm_package_version,
      dropped,
      routes: heartbeat ? routes?.() : undefined,
    };
    return compress(JSON.stringify(encodeBatch(calls, head, { allowedQuery: this.#allowedQuery, accountKey })));
  }

  async #send(batch: Batch): Promise<boolean> {
    const { calls, body, madeAtMs } = batch;
    const isExpired = this.#clock.now() - madeAtMs > MAX_AGE_MS;
    if (!body || isExpired) return this.#end(batch, 0, body ? 'expired' : 'error');
    const headers = {
      authorization: this.#source.authorization,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'callwatch-sent-at': String(this.#clock.now()),
    };
    const reply = await this.#sender.send({ method: 'POST', path: 'api/v1/calls', headers, body });
    const nowMs = this.#clock.now();
    const verdict = judge(reply, calls.length);
    if (verdict === 'retry') {
      return this.#fail(`status ${reply.status}`, parseRetryAfter(reply.headers['retry-after'], nowMs));
    }
    this.#failures = 0;
    if (verdict === 'too_large' && calls.length > 1) {
      // Back to the front of the queue, for smaller batches until the config route says again how large they may be.
      this.#maxCalls = calls.length >> 1;
      this.#etag = undefined;
      this.#queue.waiting = calls.concat(this.#queue.waiting);
      this.#batch = undefined;
      return true;
    }
    if (batch.heartbeat) this.#heartbeatAtMs = nowMs + MINUTE_MS;
    if (typeof verdict === 'number') {
      this.#told = batch.losses;
      this.#quiet = false;
      return this.#end(batch, verdict, 'rejected');
    }
    this.#end(batch, 0, verdict);
    if (verdict === 'too_large') return true;
    this.#say(`the server refused a batch (status ${reply.status}), its calls are lost`);
    if (verdict === 'unauthorized') this.#notBeforeMs = nowMs + MINUTE_MS;
    return false;
  }

  #end({ calls }: Batch, stored: number, reason: string): true {
    this.#batch = undefined;
    this.#queue.settle(calls, stored, reason);
    return true;
  }

  /** Full jitter over 1, 2, 4 … 60 s, never less than a Retry-After (capped at 1 h). */
  #fail(why: unknown, retryAfterSeconds = 0): false {
    const jitterMs = this.#effects.random() * Math.min(MINUTE_MS, 1000 * 2 ** this.#failures);
    this.#failures += 1;
    this.#notBeforeMs = this.#clock.now() + Math.max(MIN_GAP_MS, jitterMs, Math.min(retryAfterSeconds * 1000, HOUR_MS));
    this.#say(`cannot deliver (${String(why)}), calls wait in memory`);
    return false;
  }

  /** One line until a batch gets through, so that an outage does not fill the host's log. */
  #say(line: string): void {
    if (!this.#quiet) say(this.#source.options.log, line);
    this.#quiet = true;
  }
}
