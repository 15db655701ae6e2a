import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { runLoops } from '../../../worker/run-loops';
import type { Job } from '../../../worker/job';
import { Rest } from '../../../worker/rest';
import { waitFor } from '../../support/wait-for';

const silent = { error: () => undefined };
const job = (run: Job['run'], more: Partial<Job> = {}): Job => ({
  name: 'job',
  wakeOn: ['calls'],
  everyMs: 60_000,
  run,
  ...more,
});

describe('loops of the worker', () => {
  it('run at the start, at a wake of their topic, and by the clock', async () => {
    let runs = 0;
    let polled = 0;
    const loops = runLoops(
      [job(async () => void runs++), job(async () => void polled++, { wakeOn: [], everyMs: 5 })],
      silent,
    );
    await waitFor(() => runs === 1 && polled > 3);
    loops.wake('outbox');
    loops.wake('calls');
    await waitFor(() => runs === 2);
    await loops.stop();
  });

  it('never overlap themselves; a wake during a run starts one more, however many there were', async () => {
    let runs = 0;
    let inside = 0;
    let most = 0;
    const gates: (() => void)[] = [];
    const loops = runLoops(
      [
        job(async () => {
          runs++;
          most = Math.max(most, ++inside);
          if (runs === 1) await new Promise<void>((resolve) => gates.push(resolve));
          inside--;
        }),
      ],
      silent,
    );
    await waitFor(() => runs === 1);
    for (let n = 0; n < 5; n++) loops.wake('calls');
    gates[0]?.();
    await waitFor(() => runs === 2);
    await loops.stop();
    expect([runs, most]).toEqual([2, 1]);
  });
});

describe('loops that rest', () => {
  it('run when they are woken after it, not within it, and end within one', async () => {
    const runs = { short: 0, long: 0, none: 0, ahead: 0 };
    const loops = runLoops(
      [
        job(async () => void runs.short++, { rest: new Rest(20) }),
        job(async () => void runs.long++, { rest: new Rest(60_000) }),
        job(async () => void runs.none++),
        job(async () => void runs.ahead++, { rest: new Rest(60_000, 2) }),
      ],
      silent,
    );
    await waitFor(() => Object.values(runs).every((count) => count === 1));
    loops.wake('calls');
    await waitFor(() => runs.short === 2 && runs.none === 2 && runs.ahead === 2);
    await loops.stop();
    expect(runs.long).toBe(1);
  });
});

describe('loops that fail or end', () => {
  it('outlive errors: each is logged and counted, and tried again after a while that wakes do not shorten', async () => {
    const errors: object[] = [];
    const loops = runLoops(
      [
        job(async () => {
          if (errors.length < 1) throw new Error('once');
        }),
      ],
      { error: (fields) => void errors.push(fields) },
    );
    await waitFor(() => errors.length === 1);
    loops.wake('calls');
    await waitFor(() => (loops.counts()[0]?.runs ?? 0) >= 2, { timeoutMs: 5_000 });
    expect(loops.counts()).toMatchObject([{ job: 'job', errors: 1 }]);
    await loops.stop();
  });

  it('end after the run under way, which is told', async () => {
    let ended = false;
    const loops = runLoops(
      [
        job(async (signal) => {
          await pause(60_000, undefined, { signal }).catch(() => undefined);
          ended = true;
        }),
      ],
      silent,
    );
    await loops.stop();
    expect(ended).toBe(true);
  });
});

describe('loops whose database is away', () => {
  it('are tried again at once when all are woken, as after the database was away', async () => {
    let broken = true;
    const loops = runLoops(
      [
        job(async () => {
          if (broken) throw new Error('again and again');
        }),
      ],
      silent,
    );
    await waitFor(() => loops.counts()[0]?.failures === 4, { timeoutMs: 10_000 }); // rests 4 s now
    broken = false;
    loops.wakeAll();
    await waitFor(() => loops.counts()[0]?.passed === true, { timeoutMs: 3_000 });
    await loops.stop();
  });

  it('come back within seconds while it is the database that is away', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    vi.useFakeTimers();
    try {
      let runs = 0;
      const fails: Job['run'] = async () => {
        runs++;
        throw away;
      };
      const loops = runLoops([job(fails)], silent);
      await vi.advanceTimersByTimeAsync(60_000);
      const before = runs;
      await vi.advanceTimersByTimeAsync(4_000);
      expect(runs).toBe(before + 1);
      await loops.stop();
    } finally {
      vi.useRealTimers();
    }
  });
});
