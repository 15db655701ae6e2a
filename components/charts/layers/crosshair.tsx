import { type Plot, stepIndexAt } from '../scale/plot';
import { type SyncStore, useSyncState } from '../pointing/sync';

type CrosshairProps = {
  plot: Plot;
  store: SyncStore;
  times: readonly number[];
  /** Dots are set where these have a value. */
  lines: readonly { key: string; color: string; values: readonly (number | null)[] }[];
  /** From the start of a step to where its value is drawn, px. */
  offset: number;
};

/** The shared crosshair with a dot on each line, and the range being dragged. */
export function Crosshair({ plot, store, times, lines, offset }: CrosshairProps) {
  const { at, brush } = useSyncState(store);
  const inside = at !== null && at >= (times[0] ?? Infinity) && times.length > 0;
  const index = inside ? stepIndexAt(times, at) : -1;
  const x = plot.x(times[index] ?? 0) + offset;
  return (
    <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
      {brush ? (
        <rect
          x={plot.x(brush.from)}
          y={plot.top}
          width={Math.max(1, plot.x(brush.to) - plot.x(brush.from))}
          height={Math.max(0, plot.bottom - plot.top)}
          fill="var(--accent)"
          opacity="0.14"
        />
      ) : null}
      {inside ? <path d={`M${x} ${plot.top}V${plot.bottom}`} stroke="var(--ink-2)" strokeDasharray="2 2" /> : null}
      {inside
        ? lines.map(({ key, color, values }) => {
            const value = values[index] ?? null;
            if (value === null) return null;
            return (
              <circle
                key={key}
                cx={x}
                cy={plot.y(value)}
                r="3"
                fill={color}
                stroke="var(--surface)"
                strokeWidth="1.5"
              />
            );
          })
        : null}
    </svg>
  );
}
