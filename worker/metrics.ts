import { Counter, Gauge, type Registry } from 'prom-client';
import type { LoopCount } from './run-loops';

const LABELS = ['job'] as const;

/** Tells Prometheus what the loops have done; their own counts are the truth. */
export function registerLoops(registry: Registry, counts: () => readonly LoopCount[]): void {
  const counter = (name: string, help: string, valueOf: (count: LoopCount) => number): void => {
    new Counter({
      name: `callwatch_worker_${name}`,
      help,
      labelNames: LABELS,
      registers: [registry],
      collect() {
        this.reset();
        for (const count of counts()) this.inc({ job: count.job }, valueOf(count));
      },
    });
  };
  counter('runs_total', 'Runs of a loop.', ({ runs }) => runs);
  counter('errors_total', 'Runs that failed.', ({ errors }) => errors);
  counter('busy_seconds_total', 'Time spent in runs.', ({ busyMs }) => busyMs / 1_000);
  new Gauge({
    name: 'callwatch_worker_last_pass_age_seconds',
    help: 'Seconds since a loop last ended a run well, or began.',
    labelNames: LABELS,
    registers: [registry],
    collect() {
      for (const { job, passedMs } of counts()) this.set({ job }, (performance.now() - passedMs) / 1_000);
    },
  });
}
