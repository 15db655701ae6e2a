import { useId } from 'react';
import type { Plot } from '../scale/plot';
import { areaPath, linePath, type Point, runsOf } from '../scale/runs';
import type { ChartBand } from '../types';

type ExcessLayerProps = {
  plot: Plot;
  times: readonly number[];
  values: readonly (number | null)[];
  band: ChartBand;
  /** Steps that are over: only they can be too low. */
  over: number;
};

/** Recolours the line and fills the area where it leaves the band, by clipping to what lies beyond the band's edges. */
export function ExcessLayer({ plot, times, values, band, over }: ExcessLayerProps) {
  const points = times.map((at, i): Point => {
    const value = values[i] ?? null;
    return value === null ? null : [plot.x(at), plot.y(value)];
  });
  const isAbove = values.some((value, i) => value !== null && value > (band.high[i] ?? Infinity));
  const isBelow = values.some((value, i) => i < over && value !== null && value < (band.low[i] ?? -Infinity));
  const edges = { plot, times };
  return (
    <>
      {isAbove ? <Beyond plot={plot} clip={beyond(edges, band.high, 'V-9')} points={points} toY={plot.bottom} /> : null}
      {isBelow ? (
        <Beyond
          plot={plot}
          clip={beyond(edges, band.low, `V${plot.bottom + 9}`)}
          points={points.slice(0, over)}
          toY={plot.top}
        />
      ) : null}
    </>
  );
}

type BeyondProps = { plot: Plot; clip: string; points: readonly Point[]; toY: number };

function Beyond({ plot, clip, points, toY }: BeyondProps) {
  const id = useId();
  return (
    <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
      <clipPath id={id}>
        <path d={clip} />
      </clipPath>
      <g clipPath={`url(#${id})`}>
        <path d={areaPath(points, toY)} fill="var(--excess)" />
        <path d={linePath(points)} fill="none" stroke="var(--attack-mark)" strokeWidth="1.5" strokeLinejoin="round" />
      </g>
    </svg>
  );
}

type Edges = Pick<ExcessLayerProps, 'plot' | 'times'>;

/** What lies between an edge of the band and one side of the plot, of which `side` is the way there. */
function beyond({ plot, times }: Edges, edge: readonly (number | null)[], side: string): string {
  return runsOf(times.length, (i) => (edge[i] ?? null) !== null)
    .map(([start, end]) => {
      const along = times
        .slice(start, end)
        .map((at, i) => `${plot.x(at).toFixed(1)} ${plot.y(edge[start + i] ?? 0).toFixed(1)}`);
      return `M${along.join('L')}${side}H${plot.x(times[start] ?? 0).toFixed(1)}Z`;
    })
    .join('');
}
