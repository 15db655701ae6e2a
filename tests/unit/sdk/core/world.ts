import { setImmediate } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Call, Options } from '../../../../sdk/src/core';
import type { Outgoing, Reply } from '../../../../sdk/src/core/send/sender';
import { Transport } from '../../../../sdk/src/core/send/transport';
import { Spool } from '../../../../sdk/src/core/spool';
import type { SdkConfig, WireBatch } from '../../../../sdk/src/wire';

export const ACCOUNT_KEY = Buffer.from(Array.from({ length: 32 }, (_, index) => index));

export const call = (change: Partial<Call> = {}): Call => ({
  startedAtMs: 1_700_000_000_000,
  durationUs: 1500,
  method: 'GET',
  route: '/users/:id',
  status: 200,
  path: '/users/42',
  requestBytes: 0,
  responseBytes: 120,
  caller: '203.0.113.7',
  consumer: undefined,
  userAgent: 'curl/8.5.0',
  account: undefined,
  trace: undefined,
  error: undefined,
  login: 0,
  marks: 0,
  contentType: 0,
  retryAfter: -1,
  ...change,
});

export const reply = (status: number, body: unknown = '', headers: Reply['headers'] = {}): Reply => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

export const config = (change: Partial<SdkConfig> = {}): Reply =>
  reply(200, {
    accountKey: ACCOUNT_KEY.toString('base64'),
    actions: [],
    limits: { maxCallsPerBatch: 10_000, maxBodyBytes: 1e7 },
    ...change,
  });

export const accepted = (batch: WireBatch): Reply => reply(202, { accepted: batch.calls.status.length, rejected: [] });

const isBatch = (value: unknown): value is WireBatch => typeof value === 'object' && value !== null && 'calls' in value;

export function batchOf({ body = Buffer.alloc(0) }: Outgoing): WireBatch {
  const value: unknown = JSON.parse(gunzipSync(body).toString());
  if (!isBatch(value)) throw new TypeError('not a batch');
  return value;
}

export interface World {
  client: Spool;
  /** Requests that carried a batch, and the batches themselves. */
  posts: Outgoing[];
  batches: WireBatch[];
  configs: Outgoing[];
  lines: string[];
  now(): number;
  /** Moves the clock, running the timers that fall due in order. */
  advance(ms: number): Promise<void>;
  /** Waits for the nth batch, moving the clock as far as needed, at most an hour. */
  batch(count: number): Promise<WireBatch>;
  onBatch: (batch: WireBatch) => Reply | Promise<Reply>;
  onConfig: () => Reply | Promise<Reply>;
}

interface Timer {
  atMs: number;
  work(): void;
}

/** Time that stands still until it is moved. */
class ManualClock {
  nowMs = 1_700_000_100_000;
  #timers: Timer[] = [];

  now = (): number => this.nowMs;

  after = (ms: number, work: () => void): (() => void) => {
    const timer = { atMs: this.nowMs + ms, work };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
  };

  async advance(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    for (;;) {
      await setImmediate();
      const due = this.#timers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.nowMs = Math.max(this.nowMs, due.atMs);
      due.work();
    }
    this.nowMs = endMs;
  }
}

/** A client whose clock, server and way there are in the hands of the test. */
export function createWorld(options: Options = {}, load = () => Promise.resolve()): World {
  const clock = new ManualClock();
  const send = async (request: Outgoing): Promise<Reply> => {
    if (request.method === 'GET') {
      world.configs.push(request);
      return world.onConfig();
    }
    const batch = batchOf(request);
    world.posts.push(request);
    world.batches.push(batch);
    return world.onBatch(batch);
  };
  const effects = {
    env: {},
    compress: (text: string) => Promise.resolve(gzipSync(text)),
    random: () => 1,
    clock,
    sender: () => ({ send, hold: () => undefined, close: () => undefined }),
  };
  const client = new Spool(
    { log: (line) => world.lines.push(line), ...options },
    { key: 'cwk_test', url: new URL('http://127.0.0.1:1') },
    async (spool) => {
      await load();
      return new Transport(spool, effects);
    },
  );
  const world: World = {
    client,
    posts: [],
    batches: [],
    configs: [],
    lines: [],
    now: clock.now,
    onBatch: accepted,
    onConfig: () => config(),
    advance: (ms) => clock.advance(ms),
    async batch(count) {
      for (let waitedMs = 0; world.batches.length < count && waitedMs < 3_600_000; waitedMs += 50)
        await world.advance(50);
      const batch = world.batches[count - 1];
      if (batch === undefined) throw new Error(`no batch ${count} within an hour`);
      return batch;
    },
  };
  return world;
}
