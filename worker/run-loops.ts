import { isUnavailable, type Topic } from '../lib/storage';
import type { Job } from './job';

export interface LoopLog {
  error(fields: object, message: string): void;
}

/** What a loop has done so far. */
export interface LoopCount {
  job: string;
  runs: number;
  errors: number;
  /** Milliseconds of all runs. */
  busyMs: number;
  /** Runs that failed since the last one that did not. */
  failures: number;
  /** Time of a clock that only moves forward when a run last ended well; at first, when the loop began. */
  passedMs: number;
  /** It has ended well at least once. */
  passed: boolean;
}

export interface Loops {
  /** Starts the jobs that wait for this topic at once. */
  wake(topic: Topic): void;
  /** Starts every job at once, those that failed, too: announcements may have been missed, and the database is there again. */
  wakeAll(): void;
  counts(): LoopCount[];
  /** Ends the loops after the runs under way. */
  stop(): Promise<void>;
}

/** At most `away` while the database is: all is well again soon after it is back. */
const BACKOFF_MS = { first: 500, most: 30_000, away: 4_000 };

function backoffMs(error: unknown, failures: number): number {
  const most = isUnavailable(error) ? BACKOFF_MS.away : BACKOFF_MS.most;
  return Math.min(most, BACKOFF_MS.first * 2 ** (failures - 1));
}

/** Waits `ms`, or until woken. */
class Alarm {
  private ring: (() => void) | undefined;
  private rung = false;

  wake(): void {
    this.rung = true;
    this.ring?.();
  }

  /** What rang so far needs nothing more. */
  quiet(): void {
    this.rung = false;
  }

  async wait(ms: number): Promise<void> {
    if (!this.rung) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.ring = resolve;
        timer = setTimeout(resolve, ms);
      });
      clearTimeout(timer);
      this.ring = undefined;
    }
    this.rung = false;
  }
}

interface LoopInput {
  job: Job;
  alarm: Alarm;
  /** An announcement does not cut a backoff or a rest short: the end rings it, and for those that failed what wakes all. */
  pause: Alarm;
  count: LoopCount;
  signal: AbortSignal;
  log: LoopLog;
}

/** One job over and over: after a wake, when it has rested, or `everyMs`; after an error, after a growing while. */
async function loop({ job, alarm, pause, count, signal, log }: LoopInput): Promise<void> {
  while (!signal.aborted) {
    const startedMs = performance.now();
    job.rest?.begin(startedMs);
    let againMs = 0;
    try {
      await job.run(signal);
      pause.quiet();
      Object.assign(count, { failures: 0, passedMs: performance.now(), passed: true });
    } catch (error) {
      count.failures++;
      count.errors++;
      const { failures } = count;
      againMs = backoffMs(error, failures);
      if (!signal.aborted) log.error({ err: error, job: job.name, failures }, 'job failed; it is tried again');
    }
    count.runs++;
    count.busyMs += performance.now() - startedMs;
    if (signal.aborted) break;
    if (count.failures === 0) {
      await alarm.wait(job.everyMs);
      const restMs = job.rest?.left(performance.now()) ?? 0;
      if (restMs > 0) await pause.wait(restMs);
      alarm.quiet();
    } else await pause.wait(againMs);
  }
}

/** Runs jobs side by side until stopped; none overlaps itself, and none ends because of an error. */
export function runLoops(jobs: readonly Job[], log: LoopLog): Loops {
  const ending = new AbortController();
  const running = jobs.map((job) => ({
    job,
    alarm: new Alarm(),
    pause: new Alarm(),
    count: { job: job.name, runs: 0, errors: 0, busyMs: 0, failures: 0, passedMs: performance.now(), passed: false },
  }));
  const ends = running.map((one) => loop({ ...one, signal: ending.signal, log }));
  return {
    wake(topic) {
      for (const { job, alarm } of running) if (job.wakeOn.includes(topic)) alarm.wake();
    },
    wakeAll() {
      for (const { alarm, pause, count } of running) {
        alarm.wake();
        if (count.failures > 0) pause.wake();
      }
    },
    counts: () => running.map(({ count }) => ({ ...count, busyMs: Math.round(count.busyMs) })),
    async stop() {
      ending.abort();
      for (const { alarm, pause } of running) {
        alarm.wake();
        pause.wake();
      }
      await Promise.all(ends);
    },
  };
}
