import Link from 'next/link';
import type { Plot } from '../scale/plot';
import type { ChartMark, ChartWindow } from '../types';
import { windowStroke } from './windows';

/** Height of the annotation lane between the plot and the time labels. */
export const LANE_PX = 14;

/** Bars of the windows with their labels, and diamonds, right under the plot. */
export function LaneLayer({ plot, windows, marks }: LaneLayerProps) {
  return (
    <>
      <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
        {windows.map((window) => {
          const x = Math.max(plot.left, plot.x(window.from));
          const width = Math.max(2, Math.min(plot.right, plot.x(window.to)) - x);
          return (
            <rect
              key={window.key}
              x={x}
              y={plot.bottom + 4}
              width={width}
              height="4"
              fill={windowStroke(window.state)}
            />
          );
        })}
        {marks
          .filter((mark) => !mark.letter)
          .map((mark) => (
            <path
              key={mark.key}
              d={`M${plot.x(mark.at)} ${plot.bottom - 5}l4.5 4.5-4.5 4.5-4.5-4.5Z`}
              fill="var(--attack-mark)"
              stroke="var(--surface)"
            />
          ))}
      </svg>
      {windows
        .filter((window) => window.label)
        .map((window) => (
          <LaneLabel key={window.key} plot={plot} window={window} />
        ))}
    </>
  );
}

type LaneLayerProps = { plot: Plot; windows: readonly ChartWindow[]; marks: readonly ChartMark[] };

function LaneLabel({ plot, window }: { plot: Plot; window: ChartWindow }) {
  const x = Math.max(plot.left, plot.x(window.from));
  const before = x > 60;
  const place = {
    top: plot.bottom - 1,
    ...(before ? { right: plot.width - x + 3 } : { left: x + 4 }),
  };
  const look = `absolute z-1 text-11 leading-[14px] ${before ? '' : 'bg-surface px-0.5'}`;
  const text = { color: `color-mix(in srgb, ${windowStroke(window.state)} 88%, var(--ink))` };
  if (!window.href) {
    return (
      <span className={look} style={{ ...place, ...text }}>
        {window.label}
      </span>
    );
  }
  return (
    <Link href={window.href} className={`${look} ring-focus rounded-1 hover:underline`} style={{ ...place, ...text }}>
      {window.label}
    </Link>
  );
}
