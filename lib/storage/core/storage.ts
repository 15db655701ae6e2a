import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { PrismaClient } from '../../generated/prisma/client';
import type { ReadTurns } from './read-turns';

/** What the generated client offers inside a transaction. */
export type PrismaTx = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$use' | '$extends'>;

export interface SqlResult<Row> {
  rows: Row[];
  rowCount: number;
}

/** Anything that runs hand-written SQL: the pool or an open transaction. `bigint` columns come as strings. */
export interface Sql {
  query<Row extends QueryResultRow = QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<SqlResult<Row>>;
  /** Of a snapshot: the same for all of one database, so that what was read of it can be remembered under it. */
  readonly memory?: object;
}

/** One database transaction, by hand-written SQL and by Prisma on the same connection. */
export interface Tx extends Sql {
  readonly prisma: PrismaTx;
}

export interface TransactionOptions {
  isolation?: 'ReadCommitted' | 'RepeatableRead' | 'Serializable';
  /** Milliseconds until the transaction is given up; 10,000 unless told. */
  timeoutMs?: number;
}

export interface Storage extends Sql {
  readonly pool: Pool;
  readonly prisma: PrismaClient;
  /** Whose turn it is to read; see readFor. */
  readonly turns: ReadTurns;
  /** Commits what `work` did, or nothing when it throws. */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** `begin isolation level repeatable read read only`: every read of one answer sees one moment. */
  snapshot<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** A connection of its own, for COPY; released when `work` ends. */
  withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
