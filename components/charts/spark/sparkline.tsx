import { linePath } from '../scale/runs';

type SparklineProps = {
  values: readonly (number | null)[];
  /** From this index on the line is in the attack colour. */
  hotFrom?: number | undefined;
  width?: number;
  height?: number;
};

/** A line without axes for rows of a table. Decorative: the numbers stand beside it. */
export function Sparkline({ values, hotFrom = Infinity, width = 96, height = 20 }: SparklineProps) {
  const max = values.reduce<number>((a, b) => Math.max(a, b ?? 0), 0) || 1;
  const step = (width - 2) / Math.max(1, values.length - 1);
  const points = values.map((value, i) =>
    value === null ? null : ([1 + i * step, height - 1.5 - (value / max) * (height - 3)] as const),
  );
  const line = { fill: 'none', strokeWidth: 1.25, strokeLinejoin: 'round' as const };
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className="inline-block">
      <path d={linePath(points.slice(0, hotFrom + 1))} stroke="var(--series-1)" {...line} />
      {hotFrom < values.length ? (
        <path d={linePath(points.slice(hotFrom))} stroke="var(--attack-mark)" {...line} />
      ) : null}
    </svg>
  );
}
