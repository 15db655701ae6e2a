import { countOf, formatCount, formatLatency, formatRatio, formatShort } from '../../../lib/shared';

/** How values of a chart are said: on its axis and in words. */
export interface ChartUnit {
  /** A tick; `lowest` carries the unit when the others do not. */
  tick: (value: number, lowest: boolean) => string;
  /** A value in the tooltip and the table. */
  value: (value: number) => string;
  /** A value that is followed by another one with the unit, where that differs from `value`: "12" of "12 to 30 per min". */
  bare?: (value: number) => string;
  /** What a value counts in its step, where it is a rate: "740 calls". */
  inStep?: (value: number, stepMs: number) => string;
  /** Ticks are whole numbers. */
  whole?: boolean;
  /** Top of the axis while nothing is known. */
  idleMax: number;
}

/** Counts per step: "0/min", "1k"; in words "160 per min". */
export function countPer(step: string): ChartUnit {
  return {
    // a tick breaks at spaces
    tick: (value, lowest) => (lowest ? `${formatShort(value)}/${step.replaceAll(' ', '\u00a0')}` : formatShort(value)),
    value: (value) => `${formatCount(value)} per ${step}`,
    whole: true,
    idleMax: 1000,
  };
}

/** Rates per step, below ten with a digit, below a tenth with two that tell something: "1.7 per min", "0.0042 per min". */
export function ratePer(step: string): ChartUnit {
  const few = (rate: number) => String(Number(rate < 0.1 ? rate.toPrecision(2) : rate.toFixed(1)));
  const bare = (rate: number) => (rate < 10 ? few(rate) : formatCount(rate));
  return { ...countPer(step), value: (rate) => `${bare(rate)} per ${step}`, bare, whole: false };
}

/** Calls of whole steps as a rate, so that ranges compare, and how many they are. */
export const CALLS_PER_MINUTE: ChartUnit = {
  ...ratePer('min'),
  inStep: (rate, stepMs) => countOf(Math.round((rate * stepMs) / 60_000), 'call'),
};

/** From here on counts are shortened on the axis, which has no room for more: "50M". */
const SHORT_FROM = 10_000;

export const COUNT: ChartUnit = {
  tick: (value) => (value < SHORT_FROM ? formatCount(value) : formatShort(value)),
  value: formatCount,
  whole: true,
  idleMax: 100,
};

/** Ratios 0 to 1 as percent on every tick. */
export const RATIO: ChartUnit = {
  tick: (value) => formatRatio(value, value !== 0 && value < 0.01 ? 1 : 0),
  value: (value) => formatRatio(value, 2),
  idleMax: 0.12,
};

export const LATENCY: ChartUnit = {
  tick: (ms) => {
    if (ms >= 1000) return `${formatShort(ms / 1000)} s`;
    // the axis has no room for "0.01 ms"
    return ms > 0 && ms < 1 ? `${formatShort(ms * 1000)} µs` : `${formatShort(ms)} ms`;
  },
  value: formatLatency,
  idleMax: 1000,
};
