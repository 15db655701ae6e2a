import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { readObservations } from '../lib/analytics';
import type { Env } from '../lib/env';
import { diskOf, keepProcess, readVersion } from '../lib/http/machine';
import { listen, openChecked, retention, stalled, type Storage } from '../lib/storage';
import { openDoors } from './doors';
import type { Job } from './job';
import { createDeliverJob } from './jobs/deliver';
import { createDetectJob } from './jobs/detect';
import { createEraseJob } from './jobs/erase';
import { createEvaluateJob } from './jobs/evaluate';
import { createLeaseJob } from './jobs/leases';
import { createPartitionJob } from './jobs/partitions';
import { createQuotaJob } from './jobs/quotas';
import { createResolveJob } from './jobs/resolve';
import { onSteadyClock } from './jobs/on-steady-clock';
import { createRetentionJob } from './jobs/retention';
import { createRollupJob } from './jobs/rollup';
import { createStalledJob } from './jobs/stalled';
import { registerAttempts, registerDetect } from './metrics';
import { describeLoops } from './passes';
import { runLoops } from './run-loops';

/** Connections of the worker: one a loop at most, and some for deliveries. */
const CONNECTIONS = 12;
const REPORT_EVERY_MS = 60_000;
const APPLICATION_NAME = stalled.APPLICATION_NAMES.worker;

export interface Worker {
  /** Where it answers /healthz, /readyz and /metrics. */
  url: string;
  close(): Promise<void>;
}

interface JobDeps {
  env: Env;
  storage: Storage;
  log: Logger;
  registry: Registry;
  now(): Date;
  onTaken(): void;
}

function jobsOf({ env, storage, log, registry, now, onTaken }: JobDeps) {
  const deps = { storage, log, now };
  const leases = createLeaseJob({ storage, leaseJob: 'detect', owner: randomUUID(), onTaken });
  const detect = createDetectJob({ ...deps, leases });
  registerDetect(registry, () => detect.counts());
  const ruleLeases = createLeaseJob({ storage, leaseJob: 'evaluate', owner: randomUUID(), onTaken });
  const evaluate = createEvaluateJob({ ...deps, leases: ruleLeases, read: readObservations });
  const deliver = createDeliverJob({
    ...deps,
    random: Math.random,
    onAttempt: registerAttempts(registry),
    smtpUrl: env.smtpUrl,
    mailFrom: env.mailFrom,
    outboundAllow: env.outboundAllow,
    secret: env.secret,
    baseUrl: env.url,
  });
  const others = [
    createRollupJob({ storage, log }),
    createPartitionJob(deps),
    onSteadyClock(createRetentionJob({ storage, log }), { storage, log }),
    createResolveJob(deps),
    createEraseJob({ storage, log }),
    createQuotaJob({ ...deps, baseUrl: env.url }),
    createStalledJob({ storage, log, onEnded: onTaken }),
  ];
  const all: Job[] = [leases, ruleLeases, detect, evaluate, deliver, ...others];
  return { all, leases: [leases, ruleLeases], detect, evaluate, deliver };
}

/** Opens the worker: database, doors, jobs, announcements; all by the database's clock. Throws DatabaseNotReadyError, PortError. */
export async function openWorker(env: Env, log: Logger): Promise<Worker> {
  const storage = await openChecked({
    url: env.databaseUrl,
    max: CONNECTIONS,
    applicationName: APPLICATION_NAME,
    onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  });
  // before the loops: a port that cannot be had ends the start with nothing begun
  const clock = await retention.keepClock(storage, (error) => log.warn({ err: error }, 'the clock could not be set'));
  const now = (): Date => new Date(clock.nowMs());
  const registry = new Registry();
  const doors = await openDoors(env, { storage, log, now, registry, counts: () => loops.counts() });
  const jobs = jobsOf({ env, storage, log, registry, now, onTaken: () => loops.wakeAll() });
  const loops = runLoops(jobs.all, log);
  const listener = listen({
    url: env.databaseDirectUrl,
    applicationName: `${APPLICATION_NAME}-listen`,
    onMessage: ({ topic }) => loops.wake(topic),
    onReady: () => loops.wakeAll(),
    onError: (error) => log.warn({ err: error }, 'announcements are not heard; polling goes on'),
  });
  const kept = keepProcess({
    storage,
    pools: { general: storage },
    log,
    roles: new Set(['worker']),
    version: readVersion(),
    figures: async () => ({
      loops: describeLoops(loops.counts(), performance.now()),
      ...(await diskOf(env.databaseDir)),
    }),
  });
  const report = setInterval(
    () =>
      log.info(
        {
          jobs: loops.counts().map(({ job, runs, errors, busyMs }) => ({ job, runs, errors, busyMs })),
          detect: jobs.detect.counts(),
          evaluate: jobs.evaluate.counts(),
        },
        'worker',
      ),
    REPORT_EVERY_MS,
  );
  return {
    url: doors.url,
    async close() {
      clearInterval(report);
      clock.close();
      await Promise.all([doors.close(), listener.close(), jobs.deliver.close(), loops.stop(), kept.end()]);
      await jobs.detect.close();
      await Promise.all(jobs.leases.map((one) => one.release()));
      await storage.close();
    },
  };
}
