import { describe, expect, it } from 'vitest';
import { plotOf, stepIndexAt } from '../../../../components/charts/scale/plot';
import { gapsOf, linePath, runsOf } from '../../../../components/charts/scale/runs';
import { stepText, tickText } from '../../../../components/charts/scale/step-text';
import { COUNT, LATENCY, ratePer } from '../../../../components/charts/scale/unit';
import { countTicks, linearTicks, logTicks, timeTicks } from '../../../../components/charts/scale/ticks';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(`2026-11-24T${text}:00Z`);

describe('value axes', () => {
  it('fit their ticks beside the plot, at 3 calls and at 50 million', () => {
    expect([0, 3, 1_200, 50_000_000].map((value) => COUNT.tick(value, false))).toEqual(['0', '3', '1,200', '50M']);
    expect([0.5, 2_500_000].map((value) => ratePer('min').tick(value, false))).toEqual(['0.5', '2.5M']);
    expect(LATENCY.tick(67_000, false)).toBe('67 s');
    const short = [0, 0.01, 0.25, 1].map((ms) => LATENCY.tick(ms, false));
    expect(short).toEqual(['0 ms', '10 µs', '250 µs', '1 ms']);
  });

  it('tell rates of few calls with digits that say something, and no two lines alike', () => {
    expect([0, 1 / 240, 0.05, 0.14, 1.66, 214.4].map(ratePer('min').value)).toEqual(
      ['0', '0.0042', '0.05', '0.1', '1.7', '214'].map((text) => `${text} per min`),
    );
    for (let max = 0.0002; max < 5e9; max *= 1.37) {
      const labels = linearTicks(max).map((value) => ratePer('min').tick(value, false));
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  it.each([
    [0, [0, 0.5, 1]],
    [0.106, [0, 0.04, 0.08, 0.12]],
    [2600, [0, 1000, 2000, 3000]],
    [1100, [0, 600, 1200]],
    [1, [0, 0.5, 1]],
  ])('up to %s start at zero and end just above', (max, ticks) => expect(linearTicks(max)).toEqual(ticks));

  it('have 3 to 5 lines that hold every maximum', () => {
    for (let max = 0.0013; max < 5e9; max *= 1.37) {
      const ticks = linearTicks(max);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
    }
  });

  it('of counts never show a fraction', () => {
    for (const max of [0, 1, 2, 3, 7, 31]) expect(countTicks(max).every(Number.isInteger)).toBe(true);
    expect(countTicks(1)).toEqual([0, 1, 2]);
  });

  it('of latency are powers of ten around the values', () => {
    expect(logTicks(39, 842)).toEqual([10, 100, 1000]);
    expect(logTicks(100, 100)).toEqual([100, 1000]);
    expect(logTicks(0, 0)).toEqual([0.01, 0.1]);
  });
});

describe('the time axis', () => {
  it('has round UTC times inside the range', () => {
    const ticks = timeTicks({ from: at('08:32'), to: at('14:32') }, 320);
    expect(ticks.map(tickText)).toEqual(['09:00', '10:00', '11:00', '12:00', '13:00', '14:00']);
  });

  it('names each day once, at its midnight, and times between', () => {
    const days = (count: number, widthPx: number) =>
      timeTicks({ from: at('00:00') - count * 24 * HOUR, to: at('00:00') }, widthPx).map(tickText);
    expect(days(3, 320)).toEqual(['21 Nov', '12:00', '22 Nov', '12:00', '23 Nov', '12:00']);
    expect(days(7, 400)).toEqual(['17 Nov', '18 Nov', '19 Nov', '20 Nov', '21 Nov', '22 Nov', '23 Nov']);
    for (const count of [1, 2, 3, 5, 9, 30, 90, 400]) {
      const named = days(count, 700).filter((text) => !text.includes(':'));
      expect(new Set(named).size).toBe(named.length);
    }
  });

  it('says a step with its end', () => {
    const range = { from: at('08:00'), to: at('14:00') };
    expect(stepText(at('13:22'), 60_000, range)).toBe('13:22 UTC');
    expect(stepText(at('13:20'), 300_000, range)).toBe('13:20–13:25 UTC');
  });
});

describe('the plot', () => {
  const margin = { left: 40, right: 10, top: 10, bottom: 30 };
  const range = { from: 0, to: 100 };

  it('maps values from the bottom and times from the left, and back', () => {
    const plot = plotOf({ width: 150, height: 140, range, domain: [0, 50], log: false, margin });
    expect([plot.x(0), plot.x(100), plot.y(0), plot.y(50)]).toEqual([40, 140, 110, 10]);
    expect(plot.at(90)).toBe(50);
    expect([plot.at(-20), plot.at(999)]).toEqual([0, 100]);
  });

  it('gives each power of ten the same height on a log axis and keeps zero at the bottom', () => {
    const plot = plotOf({ width: 150, height: 140, range, domain: [10, 1000], log: true, margin });
    expect(plot.y(100)).toBeCloseTo(60);
    expect(plot.y(0)).toBe(110);
  });

  it('finds the step of a time', () => {
    expect([-5, 0, 9, 10, 25, 99].map((time) => stepIndexAt([0, 10, 20], time))).toEqual([0, 0, 0, 1, 2, 2]);
    expect(stepIndexAt([], 5)).toBeLessThanOrEqual(0);
  });
});

describe('missing data', () => {
  it('is a gap only where every series is silent and the step is over', () => {
    const values = [
      [1, null, null, 4, null],
      [1, 2, null, null, null],
    ];
    expect(gapsOf({ times: [0, 10, 20, 30, 40], stepMs: 10, values, unfinishedFrom: 40 })).toEqual([
      { from: 20, to: 30 },
    ]);
  });

  it('lifts the pen and never joins', () => {
    expect(linePath([[0, 0], [1, 1], null, [3, 3]])).toBe('M0.0 0.0L1.0 1.0M3.0 3.0');
  });

  it('runs are half open', () => {
    expect(runsOf(5, (i) => i !== 2)).toEqual([
      [0, 2],
      [3, 5],
    ]);
  });
});
