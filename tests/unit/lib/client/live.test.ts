import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseHint } from '../../../../lib/client/live/live-stream';
import { throttleByKey } from '../../../../lib/client/live/throttle-by-key';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('hints', () => {
  it('refetch at once, then at most once a second and topic, the last one included', () => {
    const done: string[] = [];
    const throttle = throttleByKey((key) => done.push(key), 1000);
    for (let i = 0; i < 25; i += 1) {
      throttle.call('calls');
      vi.advanceTimersByTime(100);
    }
    throttle.call('incidents');
    expect(done).toEqual(['calls', 'calls', 'calls', 'incidents']);
    vi.advanceTimersByTime(1000);
    expect(done.filter((key) => key === 'calls')).toHaveLength(4);
    vi.advanceTimersByTime(10_000);
    expect(done.filter((key) => key === 'calls')).toHaveLength(4);
  });

  it('do nothing after the stop', () => {
    const act = vi.fn();
    const throttle = throttleByKey(act, 1000);
    throttle.call('calls');
    throttle.call('calls');
    throttle.stop();
    vi.advanceTimersByTime(5000);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['{"topic":"calls","at":"2026-11-24T14:32:00Z"}', true],
    ['{"topic":1}', false],
    ['not json', false],
    ['null', false],
  ])('%s is a hint: %s', (data, is) => expect(parseHint(data) !== null).toBe(is));
});
