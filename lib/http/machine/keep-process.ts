import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Logger } from 'pino';
import type { ProcessFigures } from '../../shared';
import { beatProcess, endProcess, PROCESS_BEAT_MS, type Storage } from '../../storage';

const RESOLUTION_MS = 20;
const NS_PER_MS = 1e6;

/** The pools of a process, by what they are called in metrics. */
export type Pools = {
  general: Storage;
  /** Of a process that takes calls: what only calls that come in use. */
  ingest?: Storage;
};

interface KeepProcess {
  /** Over this the process speaks. */
  storage: Storage;
  pools: Pools;
  log: Logger;
  roles: ReadonlySet<string>;
  version: string;
  /** What only this kind of process knows; asked for at each word. */
  figures(): Promise<Partial<ProcessFigures>>;
}

/** How late timers were since it was last asked, beyond what they wait anyway. */
function createLagMeter(): { read(): number; stop(): void } {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  const read = (): number => {
    const lateMs = histogram.count === 0 ? 0 : histogram.percentile(99) / NS_PER_MS - RESOLUTION_MS;
    histogram.reset();
    return Math.max(0, Math.round(lateMs * 10) / 10);
  };
  return { read, stop: () => histogram.disable() };
}

function figuresOfPool({ pool }: Storage): ProcessFigures['connections'] {
  const { totalCount: open, idleCount: idle, waitingCount: waiting, options } = pool;
  return { open, idle, waiting, most: options.max };
}

/** Says every 15 s in the database that this process lives and how it does, until it ends. */
export function keepProcess({ storage, pools, log, roles, version, figures }: KeepProcess): { end(): Promise<void> } {
  const about = { id: randomUUID(), roles: [...roles], version, host: hostname(), pid: process.pid };
  const lag = createLagMeter();
  async function speak(): Promise<void> {
    const own: ProcessFigures = {
      memoryBytes: process.memoryUsage.rss(),
      eventLoopLagMs: lag.read(),
      connections: figuresOfPool(pools.general),
      ...(pools.ingest && { ingestConnections: figuresOfPool(pools.ingest) }),
    };
    const more = await figures().catch((error: unknown) => {
      log.warn({ err: error }, 'figures of the process could not be read');
      return {};
    });
    await beatProcess(storage, about, { ...own, ...more });
  }
  let speaking: Promise<void> | null = null;
  const beat = (): void => {
    speaking ??= speak()
      .catch((error: unknown) => log.warn({ err: error }, 'that the process lives could not be said'))
      .finally(() => (speaking = null));
  };
  beat();
  const timer = setInterval(beat, PROCESS_BEAT_MS);
  return {
    async end() {
      clearInterval(timer);
      lag.stop();
      await speaking;
      await endProcess(storage, about.id).catch((error: unknown) =>
        log.warn({ err: error }, 'that the process ends could not be said'),
      );
    },
  };
}
