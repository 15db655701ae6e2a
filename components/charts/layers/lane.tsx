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

/** Letters in a row above the plot, matching the story; the strong ones are filled. */
export function LettersLayer({ plot, marks }: { plot: Plot; marks: readonly ChartMark[] }) {
  return (
    <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
      {marks
        .filter((mark) => mark.letter)
        .map((mark) => {
          const x = plot.x(mark.at);
          return (
            <g key={mark.key}>
              <title>{mark.label}</title>
              <path d={`M${x} 17V${plot.bottom}`} stroke="var(--line-strong)" strokeDasharray="1 3" />
              <circle
                cx={x}
                cy="9"
                r="8"
                fill={mark.strong ? 'var(--attack)' : 'var(--surface)'}
                stroke={mark.strong ? 'var(--attack)' : 'var(--control-line)'}
              />
              <text
                x={x}
                y="13"
                textAnchor="middle"
                fontSize="11"
                fill={mark.strong ? 'var(--on-attack)' : 'var(--ink-2)'}
              >
                {mark.letter}
              </text>
            </g>
          );
        })}
    </svg>
  );
}
