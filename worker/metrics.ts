import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
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

/** Tells Prometheus what the detectors gave up. */
export function registerDetect(registry: Registry, counts: () => { ratesLost: number; keysShed: number }): void {
  const counter = (name: string, help: string, valueOf: () => number): void => {
    new Counter({
      name: `callwatch_detect_${name}`,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(valueOf());
      },
    });
  };
  const lost = 'Rows of rates that were given up, since their flush could not be folded with them.';
  counter('rates_lost_total', lost, () => counts().ratesLost);
  counter('rate_keys_shed_total', 'Keys of rate policies let go for want of room.', () => counts().keysShed);
}

/** An attempt to send a message. */
export interface Attempt {
  kind: string;
  accepted: boolean;
  durationMs: number;
}

/** Counts attempts to send, by kind of channel and outcome, and their time. */
export function registerAttempts(registry: Registry): (attempt: Attempt) => void {
  const registers = [registry];
  const attempts = new Counter({
    name: 'callwatch_delivery_attempts_total',
    help: 'Attempts to send a message, by kind of channel and outcome.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'callwatch_delivery_attempt_seconds',
    help: 'Time that an attempt to send a message took.',
    labelNames: ['kind'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  return ({ kind, accepted, durationMs }) => {
    attempts.inc({ kind, outcome: accepted ? 'accepted' : 'failed' });
    seconds.observe({ kind }, durationMs / 1_000);
  };
}
