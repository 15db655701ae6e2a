import type { Plot } from '../scale/plot';
import { spreadOut } from '../scale/spread-out';
import type { ChartSeries } from '../types';

const LINE_PX = 13;

/** Names at the ends of up to three lines, in place of a legend; pushed apart when they would overlap. */
export function EndLabels({ plot, series }: { plot: Plot; series: readonly ChartSeries[] }) {
  return (
    <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
      {placed(plot, series).map(({ key, label, y }) => (
        <text key={key} x={plot.right + 5} y={y + 4} fontSize="11" fill="var(--ink-2)">
          {label}
        </text>
      ))}
    </svg>
  );
}

function placed(plot: Plot, series: readonly ChartSeries[]) {
  const wanted = series
    .map(({ key, label, values }) => ({ key, label, y: plot.y(values.findLast((value) => value !== null) ?? 0) }))
    .sort((a, b) => a.y - b.y);
  const places = spreadOut(
    wanted.map(({ y }) => y),
    { gap: LINE_PX, from: plot.top, to: plot.bottom },
  );
  return wanted.map((label, index) => ({ ...label, y: places[index] ?? label.y }));
}
