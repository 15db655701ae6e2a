import { quantile } from '../support/quantile';
import type { Sample } from './sample';

const MIB = 2 ** 20;
const MS_PER_HOUR = 3_600_000;
/** What the last third may hold more than the one before. */
const FLAT_WITHIN = 0.05;

export interface Trend {
  /** Medians of the middle and of the last third. */
  middleMiB: number;
  lastMiB: number;
  /** By least squares, without the first third, in which caches fill and code is compiled. */
  mibPerHour: number;
  flat: boolean;
}

function slopeOf(points: readonly { x: number; y: number }[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
}

/** Where a number of bytes is going. */
export function trendOf(samples: readonly Sample[], bytesOf: (sample: Sample) => number): Trend {
  const third = Math.floor(samples.length / 3);
  const settled = samples.slice(third);
  const medianOf = (part: readonly Sample[]): number => quantile(part.map(bytesOf), 0.5) / MIB;
  const [middleMiB, lastMiB] = [medianOf(settled.slice(0, -third)), medianOf(settled.slice(-third))];
  return {
    middleMiB,
    lastMiB,
    mibPerHour: slopeOf(settled.map((sample) => ({ x: sample.atMs / MS_PER_HOUR, y: bytesOf(sample) / MIB }))),
    flat: lastMiB <= middleMiB * (1 + FLAT_WITHIN),
  };
}
