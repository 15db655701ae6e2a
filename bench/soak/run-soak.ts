import { setTimeout as pause } from 'node:timers/promises';
import { feed, untilFolded } from '../support/feed';
import { quantile } from '../support/quantile';
import { openWorld, type Process, type World } from '../support/world';
import { takeSample, tableSizes, type Sample, type TableSize } from './sample';
import { trendOf, type Trend } from './trend';

type Write = (line: string) => void;

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 10);
const CALLS_PER_SECOND = Number(process.env['SOAK_CALLS_PER_SECOND'] ?? 1_000);
const SAMPLE_MS = 5_000;
const READ_MS = 1_000;
const HOUR_MS = 3_600_000;
/** What somebody has open meanwhile. */
const READS = [
  'overview',
  'overview/endpoints',
  'overview/consumers',
  'endpoints',
  'consumers',
  'callers',
  'calls',
  'calls?status=5xx',
];

/** False when the server had too much to do. */
async function read({ projectId, apiToken }: World, url: string, at: number): Promise<boolean> {
  const [path = '', query = ''] = (READS[at % READS.length] ?? '').split('?');
  const now = Date.now();
  const range = new URLSearchParams({
    from: new Date(now - HOUR_MS).toISOString(),
    to: new Date(now).toISOString(),
    ...Object.fromEntries(new URLSearchParams(query)),
  });
  const answer = await fetch(`${url}/api/v1/projects/${projectId}/${path}?${range}`, {
    headers: { authorization: `Bearer ${apiToken}` },
  });
  const text = await answer.text();
  if (!answer.ok && answer.status !== 503)
    throw new Error(`${path} was answered ${answer.status}: ${text.slice(0, 300)}`);
  return answer.ok;
}

/** Does `work` every so often until `done`; a failure ends the measurement. */
async function repeatUntil(done: AbortSignal, everyMs: number, work: (at: number) => Promise<void>): Promise<void> {
  for (let at = 0; !done.aborted; at += 1) {
    await work(at);
    await pause(everyMs);
  }
}

interface Soaked {
  samples: Sample[];
  reads: number;
  refusedReads: number;
}

/** Samples over the whole load. */
async function soak(world: World, server: Process, worker: Process): Promise<Soaked> {
  const samples: Sample[] = [];
  const soaked: Soaked = { samples, reads: 0, refusedReads: 0 };
  const over = new AbortController();
  const watched = {
    admin: world.admin,
    serverUrl: server.url,
    workerUrl: worker.url,
    startedAtMs: performance.now(),
  };
  const load = { url: server.url, callsPerSecond: CALLS_PER_SECOND, seconds: MINUTES * 60, seed: 1 };
  await Promise.all([
    feed(world, load).finally(() => over.abort()),
    repeatUntil(over.signal, READ_MS, async (at) => {
      soaked[(await read(world, server.url, at)) ? 'reads' : 'refusedReads'] += 1;
    }),
    repeatUntil(over.signal, SAMPLE_MS, async () => void samples.push(await takeSample(watched))),
  ]);
  return soaked;
}

const MEMORY: Record<string, (sample: Sample) => number> = {
  'server, resident': ({ server }) => server.residentBytes,
  'server, heap': ({ server }) => server.heapBytes,
  'worker, resident': ({ worker }) => worker.residentBytes,
  'worker, heap': ({ worker }) => worker.heapBytes,
  'database, private': ({ databaseBytes }) => databaseBytes,
};
const LATENESS: Record<string, (sample: Sample) => number | undefined> = {
  serverLoopLagMs: ({ server }) => server.loopLagMs,
  workerLoopLagMs: ({ worker }) => worker.loopLagMs,
  detectorLagMs: ({ waiting }) => waiting?.detectorLagMs,
  rollupLagMs: ({ waiting }) => waiting?.rollupLagMs,
  pendingFlushes: ({ waiting }) => waiting?.pendingFlushes,
};

function writeMemory(trends: Record<string, Trend>, write: Write): void {
  write(`${''.padEnd(20)}${'middle third'.padStart(14)}${'last third'.padStart(14)}${'MiB an hour'.padStart(14)}`);
  for (const [name, { middleMiB, lastMiB, mibPerHour, flat }] of Object.entries(trends)) {
    const cells = [middleMiB, lastMiB, mibPerHour].map((mib) => mib.toFixed(1).padStart(14)).join('');
    write(`${name.padEnd(20)}${cells}  ${flat ? 'flat' : 'grows'}`);
  }
}

function writeTables(tables: readonly TableSize[], calls: number, write: Write): void {
  for (const { table, rows, sizeBytes, deadRatio } of tables) {
    const aCall = `${(sizeBytes / calls).toFixed(1)} bytes a call`;
    write(
      `${table.padEnd(26)}${rows.toLocaleString('en').padStart(12)} rows${aCall.padStart(22)}, ${deadRatio.toFixed(2)} dead a row`,
    );
  }
}

function report({ samples, reads, refusedReads }: Soaked, tables: readonly TableSize[], write: Write): object {
  const memory = Object.fromEntries(Object.entries(MEMORY).map(([name, of]) => [name, trendOf(samples, of)]));
  writeMemory(memory, write);
  const lateness = Object.entries(LATENESS).map(([name, of]) => {
    const values = samples.flatMap((sample) => of(sample) ?? []);
    const [median, most] = [quantile(values, 0.5), quantile(values, 1)].map((value) => Math.round(value));
    write(`${name.padEnd(20)} median ${median}, most ${most}`);
    return [name, { median, most }] as const;
  });
  const unanswered = samples.filter(({ waiting }) => waiting === null).length;
  write(
    `${reads} reads answered, ${refusedReads} refused; ${unanswered} of ${samples.length} samples without the database's figures`,
  );
  writeTables(tables, CALLS_PER_SECOND * MINUTES * 60, write);
  const flat = Object.entries(memory).every(([name, trend]) => trend.flat || name.endsWith('heap'));
  write(flat ? 'Memory is flat.' : 'Memory grows.');
  return {
    minutes: MINUTES,
    callsPerSecond: CALLS_PER_SECOND,
    flat,
    memory,
    ...Object.fromEntries(lateness),
    reads,
    refusedReads,
    tables,
  };
}

/**
 * A steady load on server and worker, with reads beside it: `SOAK_MINUTES` (10) of `SOAK_CALLS_PER_SECOND` (1,000). Samples
 * memory, lateness of the event loops, of rollups and detectors, and what the tables have come to.
 */
export async function runSoak(write: Write): Promise<object> {
  const world = await openWorld();
  const running: Process[] = [];
  try {
    const server = await world.start('web');
    running.push(server);
    const worker = await world.start('worker');
    running.push(worker);
    const soaked = await soak(world, server, worker);
    await untilFolded(world);
    const tables = await tableSizes(world.admin);
    return report(soaked, tables, write);
  } finally {
    for (const one of running) await one.stop();
    await world.close();
  }
}
