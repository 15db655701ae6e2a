import { Duplex } from 'node:stream';
import type { PoolClient } from 'pg';

/** The socket of a connection. */
function streamOf(client: PoolClient): Duplex | null {
  const connection: unknown = Reflect.get(client, 'connection');
  const isThere = typeof connection === 'object' && connection !== null && 'stream' in connection;
  return isThere && connection.stream instanceof Duplex ? connection.stream : null;
}

/** What is written meanwhile goes in one system call: each wakes the database, and took 40 µs. */
function inOneGo<T>(client: PoolClient, send: () => T): T {
  const stream = streamOf(client);
  stream?.cork();
  try {
    return send();
  } finally {
    stream?.uncork();
  }
}

/**
 * What is written until the process has nothing else to do in this turn of its loop goes in one system call. Reads that go on beside
 * each other send one or two statements each.
 */
export function gathered<T>(client: PoolClient, send: () => T): T {
  const stream = streamOf(client);
  stream?.cork();
  process.nextTick(() => stream?.uncork());
  return send();
}

const IN_FAILED_TRANSACTION = '25P02';

/** Was the statement refused only because one before it had failed? */
const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === IN_FAILED_TRANSACTION;

/**
 * What reads that go on at the same time give. Rejects when all of them are over, with the error that came first; one that only
 * follows from another's gives way to that.
 */
export async function together<T extends readonly unknown[] | []>(
  reads: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const over = Promise.allSettled(reads);
  try {
    return await Promise.all(reads);
  } catch (error) {
    const errors = (await over).flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    throw isRefused(error) ? (errors.find((one) => !isRefused(one)) ?? error) : error;
  }
}

/**
 * Sends statements without waiting for the answers in between; resolves when all are answered, rejects with the first error.
 * A busy process otherwise pays a turn of its loop for each: 3 ms under load. The driver allows no query in this mode that is
 * not all sent at once, such as a COPY of many rows, so it is switched on for these statements alone, while nothing else is under
 * way on the connection.
 */
export async function pipelined<T extends readonly unknown[]>(
  client: PoolClient,
  send: () => { [K in keyof T]: Promise<T[K]> },
): Promise<T>;
export async function pipelined(client: PoolClient, send: () => Promise<unknown>[]): Promise<unknown[]> {
  return inPipeline(client, () => allOf(inOneGo(client, send)));
}

async function allOf(sent: readonly Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(sent);
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** Could all of them be sent? Promises that are rejected already are heard of before the next tick. */
async function allSent(statements: readonly Promise<unknown>[]): Promise<boolean> {
  let failed = false;
  for (const statement of statements) statement.catch(() => (failed = true));
  await new Promise<void>((resolve) => process.nextTick(resolve));
  return !failed;
}

/**
 * As `pipelined`, with COMMIT after the statements, in the same go. The database commits nothing after an error that it knows
 * of; of a statement that could not be made here it does not, and COMMIT is not sent after such a one.
 */
export async function pipelinedCommit(client: PoolClient, send: () => Promise<unknown>[]): Promise<void> {
  await inPipeline(client, async () => {
    const stream = streamOf(client);
    stream?.cork();
    let sent: Promise<unknown>[];
    try {
      sent = send();
      if (await allSent(sent)) sent.push(client.query('commit'));
    } finally {
      stream?.uncork();
    }
    await allOf(sent);
  });
}

/** Lets the connection send statements before those sent earlier are answered, while `work` runs. */
export async function inPipeline<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  Reflect.set(client, 'pipeline', true);
  try {
    return await work();
  } finally {
    Reflect.set(client, 'pipeline', false);
  }
}
