import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { MARK, type ResponseAction } from '../wire';
import type { Call } from './call';
import { onExit } from './exit';
import { createNotices, warn } from './log';
import { readTarget, type Options, type Target } from './options';
import { hashAccount } from './redact/account';
import { ActionTable, type Decision, type Subjects } from './respond/table';
import { Batches } from './send/batches';
import { systemClock, type Clock } from './send/clock';
import type { Redaction } from './send/encode';
import { Config } from './send/config';
import { Queue, type Stats } from './send/queue';
import { createSender, type Sender } from './send/sender';
import { Transport } from './send/transport';

export const SDK_NAME = 'node/0.1.0';
const DEFAULT_QUEUE_BYTES = 8 * 1024 * 1024;

/** What a test replaces. */
export interface Effects {
  clock: Clock;
  random(): number;
  sender(base: URL): Sender;
  compress(text: string): Promise<Buffer>;
  env: Record<string, string | undefined>;
}

const systemEffects: Effects = {
  clock: systemClock,
  random: () => Math.random(),
  sender: (base) => createSender(base),
  compress: promisify<string, Buffer>(gzip),
  env: process.env,
};

export interface Client {
  /** Queues one call. Never throws, never waits. */
  record(call: Call): void;
  /** A call was served but could not be captured. */
  lose(): void;
  /** Whether any response action is about this kind of subject. */
  watches(subject: ResponseAction['subject']): boolean;
  /** What the response actions say about a call; `account` is plain. Undefined lets it pass. */
  decide(subjects: Subjects): Decision | undefined;
  /** Whether a request carries this SDK's own key: its own traffic, which is never reported. */
  isOwn(authorization: string | undefined): boolean;
  /** Gives the list of routes, `METHOD /template`, read at start and for each heartbeat. */
  declareRoutes(list: () => string[]): void;
  /** Exact at any moment: captured = acknowledged + dropped + queued. */
  stats(): Stats;
  /** Sends what is queued; resolves when done, at the first failure, or after `ms` (default 2,000). */
  flush(ms?: number): Promise<void>;
  /** Flushes, then stops for good. */
  close(): Promise<void>;
}

/** Calls that detection should see at once: login attempts, refusals, enforced actions. */
function isUrgent({ status, login, marks }: Call): boolean {
  const urgentMarks = MARK.otp | MARK.passwordReset | MARK.enforced;
  return login !== 0 || (marks & urgentMarks) !== 0 || status === 401 || status === 403 || status === 429;
}

interface Parts {
  queue: Queue;
  table: ActionTable;
  transport: Transport;
  redaction: Redaction;
  routes: (() => string[]) | undefined;
}

function assemble(options: Options, target: Target, effects: Effects): Parts {
  const { clock, random, env, compress } = effects;
  const authorization = `Bearer ${target.key}`;
  const queue = new Queue(options.maxQueueBytes ?? DEFAULT_QUEUE_BYTES);
  const table = new ActionTable();
  const sender = effects.sender(target.url);
  const redaction: Redaction = { allowedQuery: new Set(options.queryParameters), accountKey: undefined };
  const config = new Config({
    sender,
    clock,
    authorization,
    apply(accountKey, actions) {
      redaction.accountKey = accountKey;
      table.replace(actions);
    },
  });
  const version = options.version ?? env.npm_package_version;
  const batches = new Batches({
    queue,
    redaction,
    identity: { sdk: SDK_NAME, instance: randomBytes(8).toString('hex'), version },
    compress,
    newId: () => randomBytes(16).toString('hex'),
    routes: () => parts.routes?.(),
  });
  const notices = createNotices(options.log ?? warn);
  const transport = new Transport({ queue, batches, config, sender, clock, random, authorization, notices });
  const parts: Parts = { queue, table, transport, redaction, routes: undefined };
  return parts;
}

function start(options: Options, target: Target, effects: Effects): Client {
  const parts = assemble(options, target, effects);
  const { queue, table, transport, redaction } = parts;
  const { stats } = queue;
  let drainedAt = 0;
  const undoExit = onExit(async (ms) => {
    // Once for what was captured so far: `beforeExit` comes again after each attempt.
    if (stats.queued === 0 || stats.captured === drainedAt) return;
    drainedAt = stats.captured;
    await transport.drain(ms);
  });
  const hash = (account: string | undefined): string | undefined =>
    account === undefined || redaction.accountKey === undefined
      ? undefined
      : hashAccount(redaction.accountKey, account);
  return {
    record(call) {
      if (queue.push(call)) transport.queued(isUrgent(call));
    },
    lose: () => queue.lose('error'),
    watches: (subject) => table.watches(subject),
    decide({ caller, consumer, account }) {
      const decision = table.decide({ caller, consumer, account: hash(account) }, effects.clock.now());
      if (decision !== undefined) stats[decision.dryRun ? 'dryRun' : 'enforced'] += 1;
      return decision;
    },
    isOwn: (header) => header === `Bearer ${target.key}`,
    declareRoutes(list) {
      parts.routes = list;
      transport.announce();
    },
    stats: () => ({ ...stats, dropped: { ...stats.dropped } }),
    flush: (ms = 2000) => transport.drain(ms),
    async close() {
      undoExit();
      await transport.drain(2000);
      transport.close();
    },
  };
}

/**
 * Starts a client, or answers undefined after one clear line in the log when it cannot run (no key, no URL, a key that
 * would go over plain HTTP). Never throws.
 */
export function createClient(options: Options = {}, effects: Partial<Effects> = {}): Client | undefined {
  try {
    const all = { ...systemEffects, ...effects };
    const target = readTarget(options, all.env);
    if (typeof target !== 'string') return start(options, target, all);
    createNotices(options.log ?? warn).once('off', `off: ${target}`);
  } catch (error) {
    createNotices(warn).once('off', `off: ${error instanceof Error ? error.message : 'unexpected error'}`);
  }
  return undefined;
}
