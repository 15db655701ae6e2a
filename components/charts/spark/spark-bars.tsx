import { useId } from 'react';
import { Hatch } from '../layers/hatch';
import { runsOf } from '../scale/runs';

type SparkBarsProps = {
  values: readonly (number | null)[];
  /** Steps in the attack colour. */
  hot?: readonly boolean[] | undefined;
  /** From this index on steps are not over: null is none yet there, and a gap before. */
  openFrom?: number | undefined;
  height?: number;
};

/** Bars without axes on their own scale, as wide as their place. Decorative: the numbers stand beside them. */
export function SparkBars({ values, hot, openFrom = Infinity, height = 24 }: SparkBarsProps) {
  const max = values.reduce<number>((a, b) => Math.max(a, b ?? 0), 0) || 1;
  const width = values.length * 4;
  const barsPath = (isPart: (index: number) => boolean): string =>
    values
      .map((value, index) => {
        if (!value || !isPart(index)) return '';
        const bar = Math.max(1, Math.round((value / max) * (height - 1) * 10) / 10);
        return `M${index * 4} ${height - 1 - bar}h3v${bar}h-3z`;
      })
      .join('');
  const firstHot = hot?.indexOf(true) ?? -1;
  return (
    <svg width="100%" height={height} aria-hidden="true" className="block">
      <Gaps values={values.slice(0, openFrom)} of={values.length} />
      <svg width="100%" height={height} viewBox={`0 0 ${Math.max(1, width)} ${height}`} preserveAspectRatio="none">
        {firstHot >= 0 ? (
          <rect x={firstHot * 4} width={width - firstHot * 4} height={height} fill="var(--window)" />
        ) : null}
        <path d={barsPath((index) => !hot?.[index])} fill="var(--series-1)" />
        {firstHot >= 0 ? <path d={barsPath((index) => hot?.[index] ?? false)} fill="var(--attack-mark)" /> : null}
        <rect y={height - 1} width={width} height="1" fill="var(--line-strong)" />
      </svg>
    </svg>
  );
}

/** Hatched steps without data. Their place is told in percent, so that the hatch is not stretched with the bars. */
function Gaps({ values, of }: { values: readonly (number | null)[]; of: number }) {
  const hatch = useId();
  const gaps = runsOf(values.length, (index) => values[index] === null);
  if (gaps.length === 0) return null;
  return (
    <>
      <Hatch id={hatch} />
      {gaps.map(([start, end]) => (
        <rect
          key={start}
          x={`${(start / of) * 100}%`}
          width={`${((end - start) / of) * 100}%`}
          height="100%"
          fill={`url(#${hatch})`}
          opacity="0.6"
        />
      ))}
    </>
  );
}
