import { formatSpan } from '../../../lib/shared';
import { bandText } from '../band';
import { type Plot, stepIndexAt } from '../scale/plot';
import { stepText } from '../scale/step-text';
import type { ChartUnit } from '../scale/unit';
import { type SyncStore, useSyncState } from './sync';
import type { ChartBand, ChartBase, ChartSeries } from '../types';

const MINUTE_MS = 60_000;

export type StepValues = Pick<ChartBase, 'times' | 'stepMs' | 'range' | 'unit' | 'unfinishedFrom'> & {
  series: readonly ChartSeries[];
  band?: ChartBand | undefined;
  previous?: readonly (number | null)[] | undefined;
};

/** What one step says, in words: time, then each value with its baseline. Also the value text of the slider. */
export function stepSentence(values: StepValues, index: number): string {
  const time = stepText(values.times[index] ?? values.range.from, values.stepMs, values.range);
  return `${time}: ${stepLines(values, index)
    .map(([label, value]) => `${label} ${value}`)
    .join(', ')}`;
}

/** A value in words. */
export const say = (value: number | null | undefined, unit: ChartUnit): string =>
  value === null || value === undefined ? 'no data' : unit.value(value);

/** Do values stand for counts of their steps? A minute's rate says so itself. */
export const tellsCounts = ({ unit, stepMs }: StepValues): boolean => unit.inStep !== undefined && stepMs !== MINUTE_MS;

export const inWords = (stepMs: number): string => `In ${formatSpan(stepMs)}`;

/** What the first series counts in a step, or has counted so far; null of no data, or where no counts are told. */
export function countAt(values: StepValues, index: number): { count: string; isOver: boolean } | null {
  const { times, stepMs, series, unit, unfinishedFrom = Infinity } = values;
  const value = series[0]?.values[index] ?? null;
  if (value === null || !unit.inStep || !tellsCounts(values)) return null;
  return { count: unit.inStep(value, stepMs), isOver: (times[index] ?? 0) < unfinishedFrom };
}

function stepLines(values: StepValues, index: number): [label: string, value: string][] {
  const { series, stepMs, band, previous, unit } = values;
  const lines = series.map((line): [string, string] => [line.label, say(line.values[index], line.unit ?? unit)]);
  const counted = countAt(values, index);
  if (counted) lines.push([counted.isOver ? inWords(stepMs) : 'So far', counted.count]);
  const usual = band && bandText(band, index, unit);
  if (band && usual) lines.push([band.label, usual]);
  if (previous) lines.push(['Before', say(previous[index], unit)]);
  return lines;
}

const WIDTH = 176;

/** The box beside the crosshair, shown only in the chart that is pointed at. */
export function StepTooltip({ plot, store, values }: { plot: Plot; store: SyncStore; values: StepValues }) {
  const { at } = useSyncState(store);
  if (at === null || values.times.length === 0) return null;
  const index = stepIndexAt(values.times, at);
  const x = plot.x((values.times[index] ?? 0) + values.stepMs / 2);
  const left = x + 10 + WIDTH > plot.width ? Math.max(0, x - WIDTH - 10) : x + 10;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute z-10 rounded-3 border border-line bg-surface px-2.5 py-1.5 text-12 shadow-pop"
      style={{ left, top: plot.top + 4, width: WIDTH }}
    >
      <p className="font-medium">{stepText(values.times[index] ?? 0, values.stepMs, values.range)}</p>
      {stepLines(values, index).map(([label, value]) => (
        <p key={label} className="flex justify-between gap-3 text-ink-2">
          <span className="truncate">{label}</span>
          <span className="whitespace-nowrap text-ink">{value}</span>
        </p>
      ))}
    </div>
  );
}
