import { describe, expect, it } from 'vitest';
import { attackTimes } from '../../../../lib/incidents/read/attack-times';
import { joinWindows } from '../../../../lib/incidents/read/bursts';
import { chartRange } from '../../../../lib/incidents/read/chart';
import { figuresOf } from '../../../../lib/incidents/stored/record-of';
import type { AttackScope } from '../../../../lib/storage';

const START_MS = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60_000;
const at = (minutes: number): Date => new Date(START_MS + minutes * MINUTE);

describe('the times of an attack', () => {
  const times = (nowMinutes: number, state: 'open' | 'resolved' = 'open') =>
    attackTimes({ firstSeenAt: at(0), lastSeenAt: at(10), state }, at(nowMinutes));

  it('say that it goes on until two minutes have passed without evidence, though its incident stays open', () => {
    expect(times(11.9)).toMatchObject({ ongoing: true, durationSeconds: 600 });
    expect(times(12)).toMatchObject({ ongoing: false, durationSeconds: 600, ongoingUntil: at(12).toISOString() });
    expect(times(36).resolvesAt).toBe(at(40).toISOString());
    expect(times(36, 'resolved').resolvesAt).toBeNull();
  });

  it('part into bursts where nothing came for longer than the gap', () => {
    const window = (from: number, to: number) => ({ from: at(from), to: at(to) });
    const windows = [window(20, 30), window(0, 4), window(2, 3), window(9, 10), window(16, 18)];
    expect(joinWindows(windows, 5 * MINUTE)).toEqual([window(0, 10), window(16, 30)]);
  });
});

describe('the chart of an attack whose calls have expired', () => {
  const scope: AttackScope = {
    projectId: 1,
    environmentId: 1,
    endpointIds: [2],
    callers: [],
    targets: [],
    from: at(0),
    to: at(10),
  };

  it.each([
    [60, 40],
    [3_600, 13],
    [86_400, 13],
  ])('has steps of %i s and room around the attack', (seconds, points) => {
    const { fromMs, toMs, stepSeconds } = chartRange(scope, at(60 * 24 * 400), seconds);
    expect(stepSeconds).toBe(seconds);
    expect((toMs - fromMs) / 1000 / seconds).toBeCloseTo(points, -1);
    expect(fromMs % (seconds * 1000)).toBe(0);
  });
});

it('figures never fall below what was counted before calls expired', () => {
  const before = { failures: 40, successes: 1, accountsTried: 41, accountsEntered: 0, callers: 3 };
  const count = { failures: 12, successes: 2, accountsTried: 9, callers: 1 };
  expect(figuresOf({ entries: [], rates: [], callers: [], policies: [] }, count, before)).toEqual({
    ...before,
    successes: 2,
    rateCalls: 0,
    rateKeys: 0,
  });
});
