import { Gauge, type Registry } from 'prom-client';
import type { BacklogFigures } from '../../shared';
import { readBacklog, type Storage } from '../../storage';

const ANSWER_WITHIN_MS = 2_000;

type Reading = () => Promise<BacklogFigures | null>;

/**
 * One read of the database for all gauges of a scrape; null when it does not answer in time. One that hangs is waited for and
 * not asked again: scrapes must not use up the connections.
 */
function createReading(storage: Storage): Reading {
  let running: Promise<BacklogFigures | null> | null = null;
  const read = (): Promise<BacklogFigures | null> =>
    (running ??= readBacklog(storage)
      .catch(() => null) // told as callwatch_database_up 0
      .finally(() => (running = null)));
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, ANSWER_WITHIN_MS, null);
    });
    return Promise.race([read(), late]).finally(() => clearTimeout(timer));
  };
}

const GAUGES: readonly (readonly [name: string, help: string, valueOf: (read: BacklogFigures) => number])[] = [
  ['rollup_pending_blobs', 'Blobs of sums that no rollup holds yet.', (read) => read.pendingBlobs],
  ['rollup_lag_seconds', 'Age of the oldest blob that no rollup holds yet.', (read) => read.rollupLagSeconds],
  ['detector_pending_flushes', 'Flushes whose signals no detector has folded.', (read) => read.pendingFlushes],
  ['detector_lag_seconds', 'Age of the oldest flush that is not folded.', (read) => read.detectorLagSeconds],
  ['evaluate_rules', 'Metric rules that are enabled.', (read) => read.metricRules],
  [
    'evaluate_lag_seconds',
    'Since the end of the last window of the metric rule furthest behind; up to 65 is usual.',
    (read) => read.evaluateLagSeconds,
  ],
  [
    'deliveries_oldest_due_seconds',
    'Age of the oldest message that could have gone out.',
    (read) => read.oldestDueSeconds,
  ],
  [
    'partitions_ahead_days',
    'Days after today that calls can be stored for; -1 when not even today.',
    (read) => read.partitionDaysAhead,
  ],
  ['database_size_bytes', 'Size of the whole database on disk.', (read) => read.databaseBytes],
];

function registerDeliveries(registry: Registry, read: Reading): void {
  new Gauge({
    name: 'callwatch_deliveries',
    help: 'Messages by state: queued, retrying, or failed in the last 24 hours.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const found = await read();
      this.reset();
      for (const [state, count] of Object.entries(found?.deliveries ?? {})) this.set({ state }, count);
    },
  });
}

/**
 * What waits in the instance, read from the database at each scrape. Every process tells the same, so that it is known also
 * when the process that should do the work is gone.
 */
export function registerInstance(registry: Registry, storage: Storage): void {
  const read = createReading(storage);
  new Gauge({
    name: 'callwatch_database_up',
    help: 'Whether the database answered this scrape within two seconds.',
    registers: [registry],
    async collect() {
      this.set((await read()) ? 1 : 0);
    },
  });
  for (const [name, help, valueOf] of GAUGES) {
    new Gauge({
      name: `callwatch_${name}`,
      help,
      registers: [registry],
      async collect() {
        const found = await read();
        if (found) this.set(valueOf(found));
        else this.remove(); // 0 would say that nothing waits
      },
    });
  }
  registerDeliveries(registry, read);
}

/** The connections of this process to the database, by pool. */
export function registerPools(registry: Registry, pools: Readonly<Record<string, Storage>>): void {
  const gauge = (name: string, help: string, valueOf: (storage: Storage) => number): void => {
    new Gauge({
      name: `callwatch_database_pool_${name}`,
      help,
      labelNames: ['pool'],
      registers: [registry],
      collect() {
        for (const [label, storage] of Object.entries(pools)) this.set({ pool: label }, valueOf(storage));
      },
    });
  };
  gauge('connections', 'Open connections of this process.', ({ pool }) => pool.totalCount);
  gauge('idle_connections', 'Open connections that do nothing.', ({ pool }) => pool.idleCount);
  gauge('waiting', 'Statements that wait for a connection.', ({ pool }) => pool.waitingCount);
  gauge('reads_waiting', 'Reads that wait for the turn of their project.', ({ turns }) => turns.waiting());
  gauge('max_connections', 'Connections that this process may open.', ({ pool }) => pool.options.max);
}
