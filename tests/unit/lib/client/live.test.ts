import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { heedsHint } from '../../../../lib/client/live/heeds-hint';
import { parseHint } from '../../../../lib/client/live/live-stream';
import { paceByKey } from '../../../../lib/client/live/pace-by-key';
import { followsCalls } from '../../../../lib/client/queries/range-query';

const everySecond = (): number => 1_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('hints', () => {
  it('refetch at once, then at most once a second, the last one included', async () => {
    const done: string[] = [];
    const pace = paceByKey(async (key) => done.push(key), everySecond);
    for (let i = 0; i < 25; i += 1) {
      pace.call('calls');
      await vi.advanceTimersByTimeAsync(100);
    }
    pace.call('incidents');
    expect(done).toEqual(['calls', 'calls', 'calls', 'incidents']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(done.filter((key) => key === 'calls')).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done.filter((key) => key === 'calls')).toHaveLength(4);
  });

  it('let a slow read come to its end, and rest twice as long as it took', async () => {
    const begun: number[] = [];
    const read = () => {
      begun.push(Date.now());
      return new Promise((done) => setTimeout(done, 3_000));
    };
    const pace = paceByKey(read, everySecond);
    for (let i = 0; i < 200; i += 1) {
      pace.call('calls');
      await vi.advanceTimersByTimeAsync(100);
    }
    const [first = 0, ...later] = begun;
    expect(later.map((at) => at - first)).toEqual([9_000, 18_000]);
  });

  it('do nothing after the stop', async () => {
    const act = vi.fn(async () => undefined);
    const pace = paceByKey(act, everySecond);
    pace.call('calls');
    pace.call('calls');
    pace.stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['{"topic":"calls","at":"2026-11-24T14:32:00Z"}', true],
    ['{"topic":1}', false],
    ['not json', false],
    ['null', false],
  ])('%s is a hint: %s', (data, is) => expect(parseHint(data) !== null).toBe(is));
});

describe('hints of calls', () => {
  it('are followed as often as the step of a chart lets one see', async () => {
    const HOUR_MS = 3_600_000;
    const everyMs = (hours: number): number => followsCalls({ fromMs: 0, toMs: hours * HOUR_MS }).everyMs;
    expect([1, 6, 24, 168, 2_160].map(everyMs)).toEqual([1_000, 2_000, 5_000, 5_000, 5_000]);
    let done = 0;
    const pace = paceByKey(
      async () => void done++,
      () => everyMs(24),
    );
    for (let second = 0; second < 15; second += 1) {
      pace.call('calls');
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(done).toBe(4); // at once, and after 5, 10 and 15 s
  });
});

describe('a hint', () => {
  const read = { data: {}, fetchStatus: 'idle', fetchFailureCount: 0, errorUpdatedAt: 0 } as const;
  const failed = { ...read, data: undefined, fetchFailureCount: 3, errorUpdatedAt: 50_000 };

  it.each([
    ['makes what was read ask again', read, 51_000, true],
    ['makes what is being read ask again', { ...read, fetchStatus: 'fetching' }, 51_000, true],
    ['does not disturb what tries again', { ...failed, fetchStatus: 'fetching', fetchFailureCount: 1 }, 51_000, false],
    ['leaves what failed a while for people to read', failed, 59_999, false],
    ['makes what failed long ago ask again', failed, 60_000, true],
    ['makes what failed over an older answer ask again', { ...failed, data: {} }, 51_000, true],
  ] as const)('%s', (_, look, nowMs, heeds) => {
    expect(heedsHint(look, nowMs)).toBe(heeds);
  });
});
