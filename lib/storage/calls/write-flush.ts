import type { PoolClient } from 'pg';
import type { Storage } from '../core/storage';
import type { BatchRecord } from './batch-record';
import type { CallRow } from './call-row';
import { copyAtOnce, copyCalls, encodeAtOnce, isSmallCopy } from './copy-calls';
import type { CopyEncoder } from './copy-encoder';
import { findBatches, type StoredBatch } from './find-batches';
import { ORDINALS } from './flush-numbers';
import { batchKey, insertBatches, insertNewBatches, isRepeat, type NewBatch } from './insert-batches';
import { insertPending, type PendingBlob } from './insert-pending';
import { pipelined, pipelinedCommit } from '../core/pipelined';
import { sqlOf } from '../core/sql-of';
import { copySignals, insertSignalFeed } from '../signals/insert-signals';
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
  /** Batches of it may well have been stored before: they are asked for first. */
  mayRepeat?: boolean;
  /** So long a statement waits for what another transaction holds, then the flush fails (`isLockTimeout`); for ever unless told. */
  lockWaitMs?: number;
  /** What the new rows add to rollups and detectors; called while the database copies. */
  derive(fresh: readonly FreshRows[]): Promise<Derived>;
}

/** For each batch of the plan: null when it was stored now, the earlier record when it had been stored before. */
export type FlushResult = (StoredBatch | null)[];

const withId = (batch: FlushBatch): batch is FlushBatch & NewBatch => batch.batchId !== null;
/** In one message, so that the settings cost none of their own. */
const beginOf = ({ lockWaitMs = 0 }: FlushPlan): string =>
  `begin; set local synchronous_commit = on; set local lock_timeout = ${lockWaitMs}`;

/** Begins the transaction and records the batches; gives the earlier records of those that are no news, by `batchKey`. */
async function begin(client: PoolClient, plan: FlushPlan): Promise<Map<string, StoredBatch>> {
  const sql = sqlOf(client);
  const named = plan.batches.filter(withId);
  const [, fresh] = await pipelined(client, () => [client.query(beginOf(plan)), insertBatches(sql, named)]);
  const repeated = named.filter((batch) => !fresh.has(batchKey(batch.projectId, batch.batchId)));
  return repeated.length === 0 ? new Map() : findBatches(sql, repeated);
}

interface Rest extends Derived {
  flushNo: number;
  fresh: readonly FlushBatch[];
  /** Copies the calls, where that is left to be done. */
  copy(): Promise<void>;
}

/** What goes before COMMIT. Each of these is one statement at most: a second one would be sent after it. */
function sendRest(client: PoolClient, { flushNo, fresh, copy, pending, signals, rates }: Rest): Promise<unknown>[] {
  const sql = sqlOf(client);
  const reports = fresh.flatMap(({ report }) => report ?? []);
  return [
    copy(), // first: its error is the one to be told of
    insertPending(sql, flushNo, pending),
    copySignals(client, signals),
    insertRateSeconds(sql, rates),
    insertSignalFeed(sql, { signals, rates }),
    saveSdkInstances(sql, reports),
    saveIgnored(sql, fresh), // last: other flushes wait for these rows
  ];
}

/** The rows that the batches bring, numbered through. */
function partsOf(flushNo: number, batches: readonly FlushBatch[]): FreshRows[] {
  let ordinal = 0;
  const parts = batches.map(({ rows, archives, policies }) => {
    const firstId = flushNo * ORDINALS + ordinal;
    ordinal += rows.length;
    return { rows, firstId, archives, policies };
  });
  return parts.filter(({ rows }) => rows.length > 0);
}

/**
 * Stores all that is new in one transaction: batch ids, calls, what they add to the rollups, signals, SDK reports.
 * At most 65,536 rows, and no batch id twice. Throws what the database says; see `databaseTrouble`.
 */
export async function writeFlush(storage: Storage, plan: FlushPlan): Promise<FlushResult> {
  const parts = partsOf(plan.flushNo, plan.batches);
  if (!plan.mayRepeat && isSmallCopy(parts) && (await storeAtOnce(storage, plan, parts))) {
    return plan.batches.map(() => null);
  }
  return storage.withClient(async (client) => {
    const earlier = await begin(client, plan);
    const repeatOf = (batch: FlushBatch): StoredBatch | null =>
      (batch.batchId && earlier.get(batchKey(batch.projectId, batch.batchId))) ?? null;
    const fresh = plan.batches.filter((batch) => repeatOf(batch) === null);
    const stored = await store(client, plan, partsOf(plan.flushNo, fresh));
    await pipelinedCommit(client, () => sendRest(client, { flushNo: plan.flushNo, fresh, ...stored }));
    return plan.batches.map(repeatOf);
  });
}

/** What few calls add, and how they are copied: made before anything is sent, since what cannot be encoded throws here. */
async function derived({ encoder, derive }: FlushPlan, parts: readonly FreshRows[]) {
  if (parts.length === 0) return { ...NOTHING, copyOn: () => Promise.resolve() };
  const made = await derive(parts);
  const encoded = encodeAtOnce(encoder, parts);
  return { ...made, copyOn: (client: PoolClient) => copyAtOnce(client, encoded) };
}

/**
 * The whole flush in one go, as if all its batches were new, which nearly all are: nothing waits for an answer but COMMIT. False
 * when one of them is a repeat: the database has stored nothing then.
 */
async function storeAtOnce(storage: Storage, plan: FlushPlan, parts: readonly FreshRows[]): Promise<boolean> {
  const { flushNo, batches } = plan;
  const { copyOn, ...rest } = await derived(plan, parts);
  const named = batches.filter(withId);
  return storage.withClient(async (client) => {
    const copy = (): Promise<void> => copyOn(client);
    const send = (): Promise<unknown>[] => [
      client.query(beginOf(plan)),
      insertNewBatches(sqlOf(client), named),
      ...sendRest(client, { flushNo, fresh: batches, copy, ...rest }),
    ];
    try {
      await pipelinedCommit(client, send);
      return true;
    } catch (error) {
      if (isRepeat(error)) return false; // COMMIT was sent and has rolled back
      throw error;
    }
  });
}

/** Copies many calls beside the work of deriving from them; a few are left to go with the statements after them. */
async function store(
  client: PoolClient,
  plan: FlushPlan,
  parts: readonly FreshRows[],
): Promise<Derived & Pick<Rest, 'copy'>> {
  if (isSmallCopy(parts)) {
    const { copyOn, ...rest } = await derived(plan, parts);
    return { ...rest, copy: () => copyOn(client) };
  }
  const [, rest] = await Promise.all([copyCalls(client, plan.encoder, parts), plan.derive(parts)]);
  return { ...rest, copy: () => Promise.resolve() };
}
