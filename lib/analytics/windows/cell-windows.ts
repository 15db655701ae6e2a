import type { Metric, Observation, RuleMeasure, StatusClass } from '../../shared';
import { isSeriesMeasure } from '../../shared';
import type { Cell, Grid } from '../cells/grid';
import { C, E } from '../measures/columns';
import { consumerValue, endpointValue, isConsumerMeasure, needsLatency } from '../measures/measure-value';
import { slide } from './minutes';
import type { WindowSpan } from './minutes';

/** A window's value and how many calls it is made of; null: it has no value. */
interface Reading {
  value: number | null;
  calls: number;
}

const OF_CLASS: Readonly<Record<StatusClass, number>> = { '2xx': E.s2xx, '3xx': E.s3xx, '4xx': E.s4xx, '5xx': E.s5xx };
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const perMinute = (calls: number, windowSeconds: number): number => calls / (windowSeconds / 60);

function seriesValue(measure: RuleMeasure, cell: Cell): number | null {
  if (!isSeriesMeasure(measure) || measure === 'consumers') throw new Error(`${measure} is not read from cells`);
  return endpointValue(measure, cell);
}

function endpointReading({ measure, filters, windowSeconds }: Metric, cell: Cell): Reading {
  const at = (column: number): number => cell.sums[column] ?? 0;
  const calls = at(E.calls);
  const counted = filters.statusClass ? at(OF_CLASS[filters.statusClass]) : calls;
  if (measure === 'calls') return { value: counted, calls };
  if (measure === 'calls_per_minute') return { value: perMinute(counted, windowSeconds), calls };
  if (measure === 'server_error_ratio') return { value: ratio(at(E.s5xx), calls), calls };
  return { value: seriesValue(measure, cell), calls };
}

function consumerReading({ measure, filters, windowSeconds }: Metric, cell: Cell): Reading {
  const at = (column: number): number => cell.sums[column] ?? 0;
  const calls = at(C.calls);
  const ofClass = filters.statusClass === '5xx' ? at(C.s5xx) : at(C.s4xx);
  const counted = filters.statusClass ? ofClass : calls;
  if (measure === 'calls') return { value: counted, calls };
  if (measure === 'calls_per_minute') return { value: perMinute(counted, windowSeconds), calls };
  if (measure === 'server_error_ratio') return { value: ratio(at(C.s5xx), calls), calls };
  if (!isSeriesMeasure(measure) || !isConsumerMeasure(measure)) throw new Error(`${measure} is not kept by consumer`);
  return { value: consumerValue(measure, cell), calls };
}

function addAll(into: Float64Array, from: Float64Array, sign: 1 | -1): void {
  for (let index = 0; index < from.length; index++) into[index] = (into[index] ?? 0) + sign * (from[index] ?? 0);
}

/** What a window holds; histograms only where the measure needs them, since they are most of the work. */
class Sum {
  readonly cell: Cell;

  constructor(
    private readonly grid: Grid,
    private readonly id: number,
    private readonly timed: boolean,
  ) {
    this.cell = grid.empty();
  }

  add(minute: number, sign: 1 | -1): void {
    const from = this.grid.find(this.id, minute);
    if (!from) return;
    addAll(this.cell.sums, from.sums, sign);
    if (this.timed) addAll(this.cell.latency, from.latency, sign);
  }
}

/** Is it read from histograms? */
export const isTimed = ({ measure }: Metric): boolean => isSeriesMeasure(measure) && needsLatency(measure);

/** Sums are whole numbers, so what falls out of a window leaves exactly what is in it. */
export function cellWindows(
  metric: Metric,
  { grid, id, of }: { grid: Grid; id: number; of: 'endpoint' | 'consumer' },
  span: WindowSpan,
): Observation[] {
  const window = new Sum(grid, id, isTimed(metric));
  const readingOf = of === 'endpoint' ? endpointReading : consumerReading;
  return slide(
    { ...span, windowSeconds: metric.windowSeconds },
    {
      enter: (minute) => window.add(minute, 1),
      leave: (minute) => window.add(minute, -1),
      read(): Observation {
        const { value, calls } = readingOf(metric, window.cell);
        return value === null ? { kind: 'missing', partial: false } : { kind: 'value', value, calls, partial: false };
      },
    },
  );
}
