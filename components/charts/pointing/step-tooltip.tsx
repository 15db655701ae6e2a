import { formatSpan } from '../../../lib/shared';
import { bandText } from '../band';
import { type Plot, stepIndexAt } from '../scale/plot';
import { stepText } from '../scale/step-text';
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

/** Says what a value counts in a step, where values are rates of something that is counted, by steps other than a minute. */
export const countIn = ({ unit, stepMs }: Pick<StepValues, 'unit' | 'stepMs'>) =>
  stepMs === MINUTE_MS ? undefined : unit.inStep;

export const inWords = (stepMs: number): string => `In ${formatSpan(stepMs)}`;

/** The line of what the first series counts in a step; none of no data. */
function countLine(values: StepValues, index: number): [label: string, value: string][] {
  const { times, stepMs, series, unfinishedFrom = Infinity } = values;
  const value = series[0]?.values[index] ?? null;
  const count = countIn(values);
  if (value === null || !count) return [];
  return [[(times[index] ?? 0) < unfinishedFrom ? inWords(stepMs) : 'So far', count(value, stepMs)]];
}

function stepLines(values: StepValues, index: number): [label: string, value: string][] {
  const { series, band, previous, unit } = values;
  const say = (value: number | null | undefined, own = unit) =>
    value === null || value === undefined ? 'no data' : own.value(value);
  const lines = series.map((line): [string, string] => [line.label, say(line.values[index], line.unit)]);
  lines.push(...countLine(values, index));
  const usual = band && bandText(band, index, unit);
  if (band && usual) lines.push([band.label, usual]);
  if (previous) lines.push(['Before', say(previous[index])]);
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
