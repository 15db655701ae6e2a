import { memo } from 'react';
import { Curve, Surface } from 'recharts';
import { bandOf, doneOf, type LinesLayerProps, pointsOf } from '../line-rows';
import { sameData } from '../same-data';
import type { Plot } from '../scale/plot';
import type { Point } from '../scale/runs';

/** What of the lines is over, on the expected band and the period before. Live calls change only what `OpenEnd` draws. */
export function WholeLines({ plot, rows, lines, filled }: LinesLayerProps) {
  const { width, height, left, right, bottom } = plot;
  return (
    <Curves
      box={{ width, height, left, right, bottom }}
      band={bandOf(rows, plot)}
      previous={pointsOf(rows, 'previous', plot)}
      lines={lines.map(({ key, color }) => ({ key, color, points: pointsOf(rows, doneOf(key), plot) }))}
      filled={filled}
    />
  );
}

type CurvesProps = {
  box: Pick<Plot, 'width' | 'height' | 'left' | 'right' | 'bottom'>;
  band: { low: readonly Point[]; high: readonly Point[] };
  previous: readonly Point[];
  lines: readonly { key: string; color: string; points: readonly Point[] }[];
  filled: boolean;
};

const Curves = memo(function Curves({ box, band, previous, lines, filled }: CurvesProps) {
  const { width, height, left, right, bottom } = box;
  return (
    <Surface
      aria-hidden="true"
      width={width}
      height={height}
      className="pointer-events-none absolute inset-0"
      style={{ clipPath: `inset(0 ${width - right}px 0 ${left}px)` }}
    >
      <Curve points={curve(band.high)} baseLine={curve(band.low)} fill="var(--band)" stroke="none" />
      <Curve points={curve(previous)} fill="none" stroke="var(--previous)" strokeDasharray="2 3" />
      {filled
        ? lines.map(({ key, color, points }) => (
            <Curve key={`${key}:fill`} points={curve(points)} baseLine={bottom} fill={color} fillOpacity={0.2} />
          ))
        : null}
      {lines.map(({ key, color, points }) => (
        <Curve key={key} points={curve(points)} fill="none" stroke={color} strokeWidth={1.5} />
      ))}
    </Surface>
  );
}, sameData);

/** Points as Recharts takes them: one without a height is a gap. */
const curve = (points: readonly Point[]) => points.map((point) => ({ x: point?.[0] ?? null, y: point?.[1] ?? null }));
