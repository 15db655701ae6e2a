import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { PoolClient } from 'pg';
import { PrismaClient } from '../../generated/prisma/client';
import { KEEP_ALIVE } from './keep-alive';
import { gathered, inPipeline } from './pipelined';
import { createReadTurns } from './read-turns';
import { run } from './sql-of';
import type { Sql, Storage, TransactionOptions, Tx } from './storage';

export interface ConnectOptions {
  url: string;
  /** Connections at most. */
  max: number;
  applicationName: string;
  /** Told of errors on idle connections, which have no caller to throw to. */
  onIdleError(error: Error): void;
}

/**
 * After so long an unused connection is closed. A new one costs the database some 10 ms before it answers as fast as the old:
 * closed after 10 s, loops that look every few seconds cost it more by opening connections than by what they ask.
 */
const IDLE_MS = 60_000;

/** Remembers which connection a Prisma transaction opened, so that hand-written SQL can run on the same one. */
interface Opened {
  client?: PoolClient;
}

class ObservedPool extends pg.Pool {
  private readonly opened = new AsyncLocalStorage<Opened>();
  private transactions = 0;

  /** While storage like this is in use, Node 20 and 22 follow each promise of the process: it ends with the last transaction. */
  async observe<T>(opened: Opened, work: () => Promise<T>): Promise<T> {
    this.transactions += 1;
    try {
      return await this.opened.run(opened, work);
    } finally {
      this.transactions -= 1;
      if (this.transactions === 0) this.opened.disable();
    }
  }

  // Prisma's adapter opens a transaction by awaiting connect(); the callback form is the pool's own query().
  override connect(): Promise<PoolClient>;
  override connect(callback: Parameters<pg.Pool['connect']>[0]): void;
  override connect(callback?: Parameters<pg.Pool['connect']>[0]): Promise<PoolClient> | void {
    if (callback) return super.connect(callback);
    const opened = this.opened.getStore();
    const pending = super.connect();
    if (!opened) return pending;
    return pending.then((client) => {
      opened.client ??= client;
      return client;
    });
  }
}

async function withClient<T>(pool: pg.Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function snapshot<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    // Without parallel plans: distinct pairs of two million rows, put together from workers' parts, took minutes instead of 1.6 s.
    await client.query(
      'begin isolation level repeatable read read only; set local max_parallel_workers_per_gather = 0',
    );
    // Reads that do not wait for each other are sent at once: the database goes on while we read what it answered.
    const result = await inPipeline(client, () =>
      work({ memory: pool, query: (text, values) => gathered(client, () => run(client, text, values)) }),
    );
    await client.query('commit');
    return result;
  });
}

/** A transaction that took too long: it is rolled back. */
class TransactionExpired extends Error {
  /** As Prisma calls it. */
  readonly code = 'P2028';

  constructor(timeoutMs: number) {
    super(`a transaction took longer than its ${timeoutMs} ms`);
  }
}

/**
 * When its time is over Prisma rolls a transaction back and lets others have its connection, whatever goes on in it: hand-written SQL
 * would be theirs then, or nobody's. So much earlier it may send none any more.
 */
const ROLL_BACK_MS = 1_000;

async function transaction<T>(
  { pool, prisma }: { pool: ObservedPool; prisma: PrismaClient },
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  const opened: Opened = {};
  const timeoutMs = options.timeoutMs ?? 10_000;
  const settings = {
    timeout: timeoutMs + ROLL_BACK_MS,
    maxWait: 10_000,
    ...(options.isolation && { isolationLevel: options.isolation }),
  };
  return pool.observe(opened, () =>
    prisma.$transaction(async (inner) => {
      const { client } = opened;
      if (!client) throw new Error('the connection of the transaction was not seen');
      const endsAt = performance.now() + timeoutMs;
      const query: Tx['query'] = async (text, values) => {
        if (performance.now() >= endsAt) throw new TransactionExpired(timeoutMs);
        return run(client, text, values);
      };
      return work({ prisma: inner, query });
    }, settings),
  );
}

/** Opens the one pool of this process; Prisma and hand-written SQL share it. */
export function connect(options: ConnectOptions): Storage {
  const pool = new ObservedPool({
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: IDLE_MS,
    ...KEEP_ALIVE,
  });
  pool.on('error', options.onIdleError);
  // A connection that is cut between two statements has no caller to throw to: unheard, its error would end the process. Whoever has
  // it is told by his next statement, and the pool does not take it back.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    turns: createReadTurns(options.max),
    query: (text, values) => run(pool, text, values),
    transaction: (work, settings = {}) => transaction({ pool, prisma }, work, settings),
    snapshot: (work) => snapshot(pool, work),
    withClient: (work) => withClient(pool, work),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
