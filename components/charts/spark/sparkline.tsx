import { useId } from 'react';
import { Hatch } from '../layers/hatch';
import { linePath, runsOf } from '../scale/runs';

type SparklineProps = {
  /** Null is no data: a hatched gap. */
  values: readonly (number | null)[];
  /** From this index on the line is in the attack colour. */
  hotFrom?: number | undefined;
  /** From this index on steps are not over: the line is dashed there, and ends with the step that runs. */
  openFrom?: number | undefined;
  width?: number;
  height?: number;
};

/** A line without axes for rows of a table. Decorative: the numbers stand beside it. */
export function Sparkline({
  values,
  hotFrom = Infinity,
  openFrom = Infinity,
  width = 96,
  height = 20,
}: SparklineProps) {
  const max = values.reduce<number>((a, b) => Math.max(a, b ?? 0), 0) || 1;
  const step = (width - 2) / Math.max(1, values.length - 1);
  const points = values.map((value, i) =>
    value === null ? null : ([1 + i * step, height - 1.5 - (value / max) * (height - 3)] as const),
  );
  const whole = points.slice(0, openFrom);
  const line = { fill: 'none', strokeWidth: 1.25, strokeLinejoin: 'round' as const };
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className="inline-block">
      <Gaps values={values.slice(0, openFrom)} step={step} height={height} />
      <path d={linePath(whole.slice(0, hotFrom + 1))} stroke="var(--series-1)" {...line} />
      {hotFrom < whole.length ? (
        <path d={linePath(whole.slice(hotFrom))} stroke="var(--attack-mark)" {...line} />
      ) : null}
      {openFrom < values.length ? (
        <path
          d={linePath(points.slice(Math.max(0, openFrom - 1), openFrom + 1))}
          stroke={openFrom > hotFrom ? 'var(--attack-mark)' : 'var(--series-1)'}
          strokeDasharray="1.5 1.5"
          {...line}
        />
      ) : null}
    </svg>
  );
}

type GapsProps = { values: readonly (number | null)[]; step: number; height: number };

/** Hatched steps without data, each half way to its neighbours. */
function Gaps({ values, step, height }: GapsProps) {
  const hatch = useId();
  const gaps = runsOf(values.length, (index) => values[index] === null);
  if (gaps.length === 0) return null;
  const last = values.length - 1;
  return (
    <>
      <Hatch id={hatch} />
      {gaps.map(([start, end]) => {
        const [from, to] = [Math.max(0, start - 0.5), Math.min(last, end - 0.5)];
        return (
          <rect
            key={start}
            x={1 + from * step}
            width={(to - from) * step}
            height={height - 1}
            fill={`url(#${hatch})`}
            opacity="0.6"
          />
        );
      })}
    </>
  );
}
