import { useId } from 'react';
import type { Plot } from '../scale/plot';
import { areaPath, linePath, runsOf } from '../scale/runs';
import type { ChartBand } from '../types';

type ExcessLayerProps = { plot: Plot; times: readonly number[]; values: readonly (number | null)[]; band: ChartBand };

/** Recolours the line and fills the area where it is above the band, by clipping to what lies above the band's edge. */
export function ExcessLayer({ plot, times, values, band }: ExcessLayerProps) {
  const clip = useId();
  if (!values.some((value, i) => value !== null && value > (band.high[i] ?? Infinity))) return null;
  const above = runsOf(times.length, (i) => (band.high[i] ?? null) !== null).map(([start, end]) => {
    const edge = times
      .slice(start, end)
      .map((at, i) => `${plot.x(at).toFixed(1)} ${plot.y(band.high[start + i] ?? 0).toFixed(1)}`);
    return `M${plot.x(times[start] ?? 0).toFixed(1)} -9L${edge.join('L')}V-9Z`;
  });
  const points = times.map((at, i) => {
    const value = values[i] ?? null;
    return value === null ? null : ([plot.x(at), plot.y(value)] as const);
  });
  return (
    <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
      <clipPath id={clip}>
        <path d={above.join('')} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        <path d={areaPath(points, plot.bottom)} fill="var(--excess)" />
        <path d={linePath(points)} fill="none" stroke="var(--attack-mark)" strokeWidth="1.5" strokeLinejoin="round" />
      </g>
    </svg>
  );
}
