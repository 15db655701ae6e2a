import { describe, expect, it } from 'vitest';
import { countedOver, countedRange, widerRange } from '../../../../components/range/counted-over';
import { resolveRange } from '../../../../lib/client';

const NOW = Date.parse('2026-11-24T14:32:10Z');
const fixed = (from: string, to: string) => resolveRange({ range: null, from, to }, NOW);
const relative = (range: string) => resolveRange({ range, from: null, to: null }, NOW);
const spanOf = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => ({
  from: new Date(fromMs).toISOString(),
  to: new Date(toMs).toISOString(),
});

describe('links to the calls that were counted', () => {
  it('say which they are where a fixed range was counted in whole steps', () => {
    const range = fixed('2026-11-22T23:05:00Z', '2026-11-24T00:05:00Z');
    const counted = { from: '2026-11-22T23:00:00.000Z', to: '2026-11-24T01:00:00.000Z' };
    expect(spanOf(range)).toEqual(counted);
    expect(countedRange(counted, range)).toEqual(counted);
  });

  it('leave a range that was counted as it stands, whatever way it is written', () => {
    const range = fixed('2026-11-23T10:00:00+01:00', '2026-11-23T11:00:00+01:00');
    expect(countedRange({ from: '2026-11-23T09:00:00Z', to: '2026-11-23T10:00:00.000Z' }, range)).toBeNull();
  });

  it('leave a relative range to go on, also while its last answer is some steps old', () => {
    const range = relative('6h');
    expect(countedRange(spanOf(range), range)).toBeNull();
    const old = spanOf({ fromMs: range.fromMs - 240_000, toMs: range.toMs - 240_000 });
    expect(countedRange(old, range)).toBeNull();
    expect(countedOver(old, range, NOW)).toBe('');
  });

  it('say which they are where a relative range was counted in larger steps', () => {
    const range = relative('6h');
    const hours = { from: '2026-11-24T08:00:00.000Z', to: '2026-11-24T15:00:00.000Z' };
    expect(countedRange(hours, range)).toEqual(hours);
    expect(widerRange(hours, range)).toEqual(hours);
  });
});

it('a page says over what it was counted only where that is not the range that it shows', () => {
  const range = fixed('2026-11-22T23:05:00Z', '2026-11-24T00:05:00Z');
  expect(countedOver(spanOf(range), range, NOW)).toBe('');
  expect(widerRange(spanOf(range), range)).toBeNull();
  const days = { from: '2026-11-22T00:00:00.000Z', to: '2026-11-25T00:00:00.000Z' };
  expect(countedOver(days, range, NOW)).toMatch(/^counted over .*UTC$/);
});
