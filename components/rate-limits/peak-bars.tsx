import type { PeakStep } from './peak-steps';

type PeakBarsProps = { steps: readonly PeakStep[]; limit: number };

const HEIGHT = 20;

/** Peaks over the range on the scale of the limit, which is the dashed line. Decorative: the numbers stand beside it. */
export function PeakBars({ steps, limit }: PeakBarsProps) {
  const top = steps.reduce((highest, { peak }) => Math.max(highest, peak ?? 0), limit * 1.1);
  const width = Math.max(1, steps.length * 4);
  const limitAt = HEIGHT - (limit / top) * HEIGHT;
  return (
    <svg
      width="100%"
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="block"
    >
      {steps.map(({ at, peak }, index) => {
        if (!peak) return null;
        const height = Math.max(1, (peak / top) * HEIGHT);
        const fill = peak > limit ? 'var(--attack-mark)' : 'var(--series-1)';
        return <rect key={at} x={index * 4} y={HEIGHT - height} width="3" height={height} fill={fill} />;
      })}
      <rect y={HEIGHT - 1} width={width} height="1" fill="var(--line-strong)" />
      <path
        d={`M0 ${limitAt}H${width}`}
        stroke="var(--ink-2)"
        strokeDasharray="4 3"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
