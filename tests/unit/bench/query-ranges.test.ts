import { expect, test } from 'vitest';
import { addressOf, panelsOf, WINDOW_NAMES } from '../../../bench/query/panels';
import { stepOf } from '../../../lib/client/range/resolve-range';

const DAY_MS = 86_400_000;
const TO_MS = Date.parse('2026-11-26T19:48:00Z');
const RUNS = 60;
const [overview] = panelsOf({
  busyEndpoint: 2,
  rareEndpoint: 500,
  busyCaller: '10.0.0.1',
  rareCaller: '10.0.78.10',
  rareConsumer: 'customer-500',
  traceId: '',
});

function rangesOf(window: (typeof WINDOW_NAMES)[number], withinMs: number | undefined) {
  return Array.from({ length: RUNS + 1 }, (_, run) => {
    const { searchParams } = new URL(
      addressOf(overview ?? expect.fail(), { window, toMs: TO_MS, run, withinMs }),
      'http://a',
    );
    return { fromMs: Date.parse(searchParams.get('from') ?? ''), toMs: Date.parse(searchParams.get('to') ?? '') };
  });
}

test.each(WINDOW_NAMES.flatMap((window) => [undefined, DAY_MS / 96].map((withinMs) => ({ window, withinMs }))))(
  'each request of a panel asks for another range of the history, about as long: %o',
  ({ window, withinMs }) => {
    const ranges = rangesOf(window, withinMs);
    const [{ fromMs, toMs } = expect.fail()] = ranges;
    const stepMs = stepOf(toMs - fromMs);
    expect(new Set(ranges.map((range) => `${range.fromMs} ${range.toMs}`)).size).toBe(RUNS + 1);
    for (const range of ranges) {
      expect(range.fromMs).toBeGreaterThanOrEqual(TO_MS - 14 * DAY_MS);
      expect(range.toMs).toBeLessThan(TO_MS + stepMs);
      expect((range.toMs - range.fromMs) / (toMs - fromMs)).toBeGreaterThan(0.8);
      expect([range.fromMs % stepMs, range.toMs % stepMs]).toEqual([0, 0]);
      if (withinMs !== undefined) expect(toMs - range.toMs).toBeLessThanOrEqual(Math.max(withinMs, 8 * stepMs));
    }
  },
);
