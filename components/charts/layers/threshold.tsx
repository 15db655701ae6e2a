import type { Plot } from '../scale/plot';
import type { ChartThreshold } from '../chart-threshold';

/** A limit across the plot with its name above the line. */
export function ThresholdLayer({ plot, threshold }: { plot: Plot; threshold: ChartThreshold }) {
  const y = plot.y(threshold.value);
  return (
    <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
      <path d={`M${plot.left} ${y}H${plot.right}`} stroke="var(--ink-2)" strokeDasharray="4 3" />
      <text
        x={plot.left + 6}
        y={y - 4}
        fontSize="11"
        fill="var(--ink-2)"
        stroke="var(--surface)"
        strokeWidth="3"
        paintOrder="stroke"
      >
        {threshold.label}
      </text>
    </svg>
  );
}
