import type { PoolClient } from 'pg';
import type { Sql, Storage } from '../core/storage';
import type { BatchRecord } from './batch-record';
import type { CallRow } from './call-row';
import { copyCalls } from './copy-calls';
import type { CopyEncoder } from './copy-encoder';
import { findBatches, type StoredBatch } from './find-batches';
import { ORDINALS } from './flush-numbers';
import { batchKey, insertBatches, type NewBatch } from './insert-batches';
import { insertPending, type PendingBlob } from './insert-pending';
import { pipelined } from '../core/pipelined';
import { insertSignalFeed, insertSignalRows } from '../signals/insert-signals';
import type { SignalRow } from '../signals/signal-row';
import { insertRateSeconds, type RateSecondRow } from '../rates/rate-seconds';
import { saveIgnored, type IgnoredCount } from '../naming/save-ignored';
import type { CountedPolicy } from '../keys/find-ingest-key';
import { saveSdkInstances, type SdkReport } from '../dictionaries/save-sdk-instances';

/** A batch on its way into the database; without an id it cannot be recognised when it is sent again. */
export interface FlushBatch extends BatchRecord {
  projectId: number;
  batchId: Buffer | null;
  digest: Buffer;
  rows: CallRow[];
  /** Calls that were taken and are not stored. */
  ignored: readonly IgnoredCount[];
  report: SdkReport | null;
  keep: boolean;
  archived: boolean;
  /** Environments of the project whose calls tell detectors nothing. */
  archives: ReadonlySet<number>;
  /** Enabled rate policies of the project. */
  policies: readonly CountedPolicy[];
}

/** Rows that one flush stores, with the ids that they get. */
export interface FreshRows {
  rows: readonly CallRow[];
  firstId: number;
  archives: ReadonlySet<number>;
  policies: readonly CountedPolicy[];
}

export interface Derived {
  pending: PendingBlob[];
  signals: SignalRow[];
  rates: RateSecondRow[];
}
const NOTHING: Derived = { pending: [], signals: [], rates: [] };

export interface FlushPlan {
  flushNo: number;
  batches: readonly FlushBatch[];
  encoder: CopyEncoder;
  /** What the new rows add to rollups and detectors; called while the database copies. */
  derive(fresh: readonly FreshRows[]): Promise<Derived>;
}

/** For each batch of the plan: null when it was stored now, the earlier record when it had been stored before. */
export type FlushResult = (StoredBatch | null)[];

const withId = (batch: FlushBatch): batch is FlushBatch & NewBatch => batch.batchId !== null;

const sqlOf = (client: PoolClient): Sql => ({
  query: async (text, values = []) => {
    const { rows, rowCount } = await client.query(text, [...values]);
    return { rows, rowCount: rowCount ?? 0 };
  },
});

/** Begins the transaction and records the batches; gives the earlier records of those that are no news, by `batchKey`. */
async function begin(client: PoolClient, batches: readonly FlushBatch[]): Promise<Map<string, StoredBatch>> {
  const sql = sqlOf(client);
  const named = batches.filter(withId);
  const [, fresh] = await pipelined(client, () => [
    client.query('begin; set local synchronous_commit = on'),
    insertBatches(sql, named),
  ]);
  const repeated = named.filter((batch) => !fresh.has(batchKey(batch.projectId, batch.batchId)));
  return repeated.length === 0 ? new Map() : findBatches(sql, repeated);
}

interface Rest extends Derived {
  flushNo: number;
  reports: readonly SdkReport[];
  fresh: readonly FlushBatch[];
}

/** Each of these is one statement at most: a second one would be sent after COMMIT. */
async function finish(client: PoolClient, { flushNo, pending, signals, rates, reports, fresh }: Rest): Promise<void> {
  const sql = sqlOf(client);
  await pipelined(client, () => [
    insertPending(sql, flushNo, pending),
    insertSignalRows(sql, signals),
    insertRateSeconds(sql, rates),
    insertSignalFeed(sql, [...signals, ...rates]),
    saveSdkInstances(sql, reports),
    saveIgnored(sql, fresh), // last: other flushes wait for these rows
    client.query('commit'),
  ]);
}

function numberRows(flushNo: number, batches: readonly FlushBatch[]): FreshRows[] {
  let ordinal = 0;
  return batches.map(({ rows, archives, policies }) => {
    const firstId = flushNo * ORDINALS + ordinal;
    ordinal += rows.length;
    return { rows, firstId, archives, policies };
  });
}

/**
 * Stores all that is new in one transaction: batch ids, calls, what they add to the rollups, signals, SDK reports.
 * At most 65,536 rows, and no batch id twice. Throws what the database says; see `databaseTrouble`.
 */
export async function writeFlush(storage: Storage, plan: FlushPlan): Promise<FlushResult> {
  return storage.withClient(async (client) => {
    const earlier = await begin(client, plan.batches);
    const repeatOf = (batch: FlushBatch): StoredBatch | null =>
      (batch.batchId && earlier.get(batchKey(batch.projectId, batch.batchId))) ?? null;
    const fresh = plan.batches.filter((batch) => repeatOf(batch) === null);
    const parts = numberRows(plan.flushNo, fresh).filter((part) => part.rows.length > 0);
    const derived = parts.length === 0 ? NOTHING : await store(client, plan, parts);
    const reports = fresh.flatMap(({ report }) => report ?? []);
    await finish(client, { flushNo: plan.flushNo, reports, fresh, ...derived });
    return plan.batches.map(repeatOf);
  });
}

async function store(client: PoolClient, plan: FlushPlan, parts: readonly FreshRows[]): Promise<Derived> {
  const [, derived] = await Promise.all([copyCalls(client, plan.encoder, parts), plan.derive(parts)]);
  return derived;
}
