import type { Client } from 'pg';
import { readFileSync } from 'node:fs';
import { clusterPids } from '../support/cluster-time';

/** One look at everything. Sizes in bytes, times in milliseconds. */
export interface Sample {
  /** Since the load began. */
  atMs: number;
  server: ProcessSample;
  worker: ProcessSample;
  /** Memory of the database's processes that is no file and not shared. */
  databaseBytes: number;
  /** Null when the database did not answer the worker's question within two seconds. */
  waiting: Waiting | null;
}

interface Waiting {
  pendingFlushes: number;
  rollupLagMs: number;
  detectorLagMs: number;
}

export interface ProcessSample {
  residentBytes: number;
  heapBytes: number;
  /** The longest that the event loop was late since the sample before. */
  loopLagMs: number;
}

type Metrics = (name: string) => number;

/** Figures of a process that have no labels. */
async function scrape(url: string): Promise<Metrics> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return (name) => {
    const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
    if (value === undefined) throw new Error(`${url}/metrics has no ${name}`);
    return Number(value);
  };
}

const processOf = (metrics: Metrics): ProcessSample => ({
  residentBytes: metrics('process_resident_memory_bytes'),
  heapBytes: metrics('nodejs_heap_size_used_bytes'),
  loopLagMs: metrics('nodejs_eventloop_lag_max_seconds') * 1_000,
});

const KIB = 1_024;

function privateBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * KIB;
  } catch {
    return 0; // it ended meanwhile
  }
}

async function databaseBytes(admin: Client): Promise<number> {
  return (await clusterPids(admin)).reduce((sum, pid) => sum + privateBytes(pid), 0);
}

function waitingOf(metrics: Metrics): Waiting | null {
  if (metrics('callwatch_database_up') === 0) return null;
  return {
    pendingFlushes: metrics('callwatch_rollup_pending_blobs'),
    rollupLagMs: metrics('callwatch_rollup_lag_seconds') * 1_000,
    detectorLagMs: metrics('callwatch_detector_lag_seconds') * 1_000,
  };
}

export interface Watched {
  admin: Client;
  serverUrl: string;
  workerUrl: string;
  startedAtMs: number;
}

/** Asks the processes for what they tell Prometheus, and the operating system for what the database holds. */
export async function takeSample({ admin, serverUrl, workerUrl, startedAtMs }: Watched): Promise<Sample> {
  const [server, worker] = await Promise.all([scrape(serverUrl), scrape(workerUrl)]);
  return {
    atMs: performance.now() - startedAtMs,
    server: processOf(server),
    worker: processOf(worker),
    databaseBytes: await databaseBytes(admin),
    waiting: waitingOf(worker),
  };
}

export interface TableSize {
  table: string;
  rows: number;
  /** With indexes and TOAST. */
  sizeBytes: number;
  /** Versions of rows that nobody sees any more, per row that is seen. */
  deadRatio: number;
}

/** What each table takes, its partitions added up; the largest first. */
export async function tableSizes(admin: Client): Promise<TableSize[]> {
  await admin.query('analyze');
  const { rows } = await admin.query<TableSize>(
    `select regexp_replace(s.relname, '_\\d{8}$', '') as "table", sum(s.n_live_tup)::float8 as rows,
            sum(pg_total_relation_size(s.relid))::float8 as "sizeBytes",
            coalesce(sum(s.n_dead_tup) / nullif(sum(s.n_live_tup), 0), 0)::float8 as "deadRatio"
       from pg_stat_user_tables s group by 1 having sum(pg_total_relation_size(s.relid)) > 200000 order by 3 desc`,
  );
  return rows;
}
