import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import { createDetectJob, type DetectJob } from '../../../worker/jobs/detect';
import { createLeaseJob, type LeaseKeeper } from '../../../worker/jobs/leases';
import { createStalledJob } from '../../../worker/jobs/stalled';
import type { Job } from '../../../worker/job';
import { CopyIn, insertSignals, type SignalRow, type Sql, type Storage } from '../../../lib/storage';
import { TRAIT } from '../../../lib/shared';
import { signalOf } from '../../../lib/detection';

const ENDPOINT = 2;

export interface Reported {
  atMs: number;
  ok?: boolean;
  caller?: string;
  account?: number;
  backfill?: boolean;
  environmentId?: number;
}

let flushNo = 1n;

const hash = (account: number): Buffer => Buffer.from(account.toString(16).padStart(32, '0'), 'hex');

interface StoredLogin extends Required<Reported> {
  id: bigint;
  flushNo: bigint;
  status: number;
  flags: number;
  traits: number;
}

function storedLogin(one: Reported, id: { flushNo: bigint; ordinal: number }): StoredLogin {
  const { caller = '203.0.113.7', account = 1, ok = false, backfill = false, environmentId = 1 } = one;
  return {
    atMs: one.atMs,
    caller,
    account,
    ok,
    backfill,
    environmentId,
    id: (id.flushNo << 16n) | BigInt(id.ordinal),
    flushNo: id.flushNo,
    status: ok ? 200 : 401,
    flags: ok ? 1 : 2,
    traits: backfill ? TRAIT.backfill : 0,
  };
}

async function insertCalls(tx: Sql, projectId: number, rows: readonly StoredLogin[]): Promise<void> {
  await tx.query(
    `insert into call (finished_at, project_id, id, endpoint_id, duration_us, status, flags, traits, environment_id, caller,
                       account_hash)
     select to_timestamp(t / 1000.0), $1, i, ${ENDPOINT}, 4000, s, f, x, e, c::inet, h
     from unnest($2::float8[], $3::bigint[], $4::smallint[], $5::smallint[], $6::smallint[], $7::smallint[], $8::text[],
                 $9::bytea[]) as given(t, i, s, f, x, e, c, h)`,
    [
      projectId,
      rows.map((row) => row.atMs),
      rows.map((row) => row.id),
      rows.map((row) => row.status),
      rows.map((row) => row.flags),
      rows.map((row) => row.traits),
      rows.map((row) => row.environmentId),
      rows.map((row) => row.caller),
      rows.map((row) => hash(row.account)),
    ],
  );
}

function signalRow(projectId: number, row: StoredLogin): SignalRow {
  const signal = signalOf({ status: row.status, flags: row.flags, retryAfterSeconds: -1 });
  const { id, flushNo: flush, environmentId, status, traits, caller } = row;
  return {
    projectId,
    id,
    flushNo: flush,
    environmentId,
    status,
    traits,
    caller,
    atUs: row.atMs * 1000,
    kind: signal?.kind ?? 0,
    endpointId: ENDPOINT,
    consumerId: 0,
    userAgentId: 0,
    accountHash: hash(row.account),
    value: signal?.value ?? null,
  };
}

/** Stores login calls, then their signals as one flush of ingest does. */
export async function report(storage: Storage, projectId: number, logins: readonly Reported[]): Promise<void> {
  const flush = flushNo++;
  const rows = logins.map((one, ordinal) => storedLogin(one, { flushNo: flush, ordinal }));
  const days = new Set(rows.map(({ atMs }) => new Date(atMs).toISOString().slice(0, 10)));
  for (const day of days) await storage.query(`select ensure_partition('call', $1::date)`, [day]);
  await storage.transaction(async (tx) => {
    await tx.query(
      `insert into endpoint (project_id, id, method, route, is_login) values ($1, $2, 'POST', '/v1/login', true)
       on conflict do nothing`,
      [projectId, ENDPOINT],
    );
    await insertCalls(tx, projectId, rows);
  });
  const signals = rows.map((row) => signalRow(projectId, row));
  await storage.withClient(async (client) => {
    await client.query('begin');
    await insertSignals(client, signals);
    await client.query('commit');
  });
}

/** A stuffing attack of one caller that ends in one success, as flushes of ten calls. */
export function stuffing(fromMs: number, { backfill = false, caller = '203.0.113.7', first = 100 } = {}): Reported[][] {
  const failures = Array.from({ length: 40 }, (_, n) => ({
    atMs: fromMs + n * 500,
    account: first + n,
    caller,
    backfill,
  }));
  const success = { atMs: fromMs + 25_000, ok: true, account: first + 99, caller, backfill };
  return [...[0, 10, 20, 30].map((at) => failures.slice(at, at + 10)), [success]];
}

export interface TestWorker {
  leases: LeaseKeeper;
  detect: DetectJob;
  logged: unknown[];
  /** Renews or takes leases, then folds all there is. */
  work(): Promise<void>;
}

/** The detecting part of a worker process. */
export function createWorker(storage: Storage, now: () => Date): TestWorker {
  const { signal } = new AbortController();
  const logged: unknown[] = [];
  const leases = createLeaseJob({ storage, leaseJob: 'detect', owner: randomUUID(), onTaken: () => undefined });
  const log = {
    info: (fields: object) => void logged.push(fields),
    warn: (fields: object) => void logged.push(fields),
    error: (fields: object) => void logged.push(fields),
  };
  const detect = createDetectJob({ storage, leases, now, log });
  return {
    leases,
    detect,
    logged,
    async work() {
      await leases.run(signal);
      await detect.run(signal);
    },
  };
}

/** Lets every lease expire, as 10 s without a renewal would. */
export async function expireLeases(storage: Storage): Promise<void> {
  await storage.query(`update lease set expires_at = 'epoch'`);
}

export async function rowsOf(
  storage: Storage,
  table: 'incident' | 'incident_event' | 'finding' | 'outbox' | 'signal_done' | 'signal_feed',
) {
  const { rows } = await storage.query(`select * from ${table} order by 1, 2`);
  return rows;
}

/** Forgets all calls, signals and what came of them. */
export async function clear(storage: Storage): Promise<void> {
  const tables = ['incident', 'incident_event', 'finding', 'outbox', 'signal', 'signal_feed', 'signal_done', 'call'];
  for (const table of [...tables, 'detector_state', 'project_counter']) await storage.query(`delete from ${table}`);
  await storage.query(`update lease set owner = '', expires_at = 'epoch'`);
}

type Stop = (client: Client, stream: Socket) => void;

/** Stops while the database sends it something. */
export const STOPS_READING: Stop = (client, stream) => {
  client.query(`select repeat('x', 1000) from generate_series(1, 50000)`).catch(() => undefined);
  stream.pause();
};
/** Stops while it sends the database something. */
export const STOPS_SENDING: Stop = (client) => void client.query(new CopyIn('copy ingest_gap from stdin'));

/** A process that stops in the middle of a transaction that began with `statement`; answers the id of its backend. */
export async function stopIn(url: string, { statement, stop }: { statement: string; stop: Stop }): Promise<number> {
  const client = new Client({ connectionString: url, application_name: 'stopped' });
  client.on('error', () => undefined); // it is ended
  await client.connect();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  onTestFinished(() => void stream.destroy());
  await client.query('begin');
  await client.query(statement);
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() pid');
  stop(client, stream);
  return rows[0]?.pid ?? 0;
}

/** Ends what stopped, with no patience. */
export function createStalled(storage: Storage): { job: Job; ended: object[] } {
  const ended: object[] = [];
  const log = { warn: (fields: object) => void ended.push(fields) };
  const afterMs = { statement: 0, copy: 0 };
  const job = createStalledJob({ storage, log, onEnded: () => undefined, applications: ['stopped'], afterMs });
  return { job, ended };
}
